package dev.ricochet.attribution.stats;

import dev.ricochet.attribution.stats.topology.StatsTopology;
import dev.ricochet.schemas.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/**
 * Whether this worker counts conversions as they come: not while it reads what it missed. By what its consumers say of
 * their lag; other workers' lag it does not see.
 */
public final class CaughtUp implements BooleanSupplier {

    /** Consumers know their lag only once they have fetched. */
    private static final Duration FIRST_FETCH = Duration.ofSeconds(10);

    /** More than this many records behind is no longer "as they come". */
    private static final double MOST_BEHIND = 1_000;

    private final Clock clock;
    private volatile @Nullable Following following;

    private record Following(KafkaStreams streams, Instant since) {}

    public CaughtUp(Clock clock) {
        this.clock = clock;
    }

    /** The application was started. */
    public void follow(KafkaStreams streams) {
        following = new Following(streams, clock.instant());
    }

    @Override
    public boolean getAsBoolean() {
        Following now = following;
        return now != null
                && now.streams.state() == KafkaStreams.State.RUNNING
                && now.since.plus(FIRST_FETCH).isBefore(clock.instant())
                && behind(now.streams) <= MOST_BEHIND;
    }

    private static double behind(KafkaStreams streams) {
        return streams.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("records-lag")
                        && isOfMoney(metric.metricName().tags().getOrDefault("topic", "")))
                .map(Metric::metricValue)
                .filter(Double.class::isInstance)
                .mapToDouble(Double.class::cast)
                .filter(lag -> !Double.isNaN(lag))
                .max()
                .orElse(0);
    }

    private static boolean isOfMoney(String topic) {
        // Kafka's metrics write a dot of a topic's name as an underscore.
        return topic.replace('_', '.').equals(Topics.CONVERSIONS.name()) || topic.endsWith(StatsTopology.SUMS_TOPIC);
    }
}
