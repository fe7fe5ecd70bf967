package dev.ricochet.attribution.stats;

import dev.ricochet.attribution.runtime.StreamsApp;
import dev.ricochet.attribution.stats.topology.StatsTopology;
import dev.ricochet.kit.kafka.FetchesTogether;
import dev.ricochet.schemas.serde.RecordSerdes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/** The stats as an application of the worker: exactly once, because a count that is off once is off for ever. */
public final class StatsApp implements StreamsApp {

    /** The application's role and the end of its id. */
    public static final String ROLE = "stats";

    /** Nobody waits for a sum. */
    private static final Duration SUMS_MAY_LAG = Duration.ofMillis(500);

    private final StatsSettings settings;
    private final StatsTopology topology;
    private final @Nullable HostInfo server;

    /** @param server where this worker answers queries; null where it answers none */
    public StatsApp(RecordSerdes records, StatsTopology.Parts parts, @Nullable HostInfo server) {
        this.settings = parts.settings();
        this.topology = new StatsTopology(records, parts);
        this.server = server;
    }

    @Override
    public String role() {
        return ROLE;
    }

    @Override
    public Topology topology() {
        return topology.build();
    }

    @Override
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(FetchesTogether.within(SUMS_MAY_LAG));
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.interval().toMillis());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        // Sums do not care which of two partitions is ahead.
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 5_000);
        if (server != null) {
            properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, server.host() + ":" + server.port());
        }
        return properties;
    }
}
