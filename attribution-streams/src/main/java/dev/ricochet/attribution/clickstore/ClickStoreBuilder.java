package dev.ricochet.attribution.clickstore;

import dev.ricochet.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Makes a {@link ClickStore} for each partition. There is nothing to configure about logging or caching: the clicks
 * topic is the log, and batches are the cache.
 */
public final class ClickStoreBuilder implements StoreBuilder<ClickStore> {

    private final String name;
    private final ClickStoreSettings settings;
    private final Clock clock;
    private final ClickStoreMemory memory;
    private final ClickStoreMeters meters;

    public ClickStoreBuilder(String name, ClickStoreSettings settings, Clock clock, MeterRegistry registry) {
        this.name = name;
        this.settings = settings;
        this.clock = clock;
        this.memory = ClickStoreMemory.shared(settings);
        this.meters = new ClickStoreMeters(registry, memory);
    }

    @Override
    public ClickStore build() {
        return build(context -> new KafkaClickHistory(
                context.appConfigs(),
                new TopicPartition(Topics.CLICKS.name(), context.taskId().partition())));
    }

    /** A store that reads a damaged day again from elsewhere. */
    ClickStore build(ClickStore.Histories histories) {
        return new ClickStore(name, settings, clock, memory, meters, histories);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public StoreBuilder<ClickStore> withCachingEnabled() {
        return this;
    }

    @Override
    public StoreBuilder<ClickStore> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<ClickStore> withLoggingEnabled(Map<String, String> config) {
        return this;
    }

    @Override
    public StoreBuilder<ClickStore> withLoggingDisabled() {
        return this;
    }

    @Override
    public Map<String, String> logConfig() {
        return Map.of();
    }

    @Override
    public boolean loggingEnabled() {
        return false;
    }
}
