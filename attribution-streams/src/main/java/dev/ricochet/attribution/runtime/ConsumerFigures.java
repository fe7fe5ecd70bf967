package dev.ricochet.attribution.runtime;

import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;

/** What the consumers inside an application say of themselves. */
final class ConsumerFigures {

    private static final String RESTORE = "restore";

    private final KafkaStreams streams;

    ConsumerFigures(KafkaStreams streams) {
        this.streams = streams;
    }

    /** The furthest that any consumer lies behind on any partition; 0 while none has fetched. */
    double lag() {
        return values("records-lag-max", client -> !client.contains(RESTORE))
                .max()
                .orElse(0);
    }

    /** Bytes that were read for restoring, standbys included. */
    long bytesRestored() {
        return (long) values("bytes-consumed-total", client -> client.contains(RESTORE))
                .sum();
    }

    private DoubleStream values(String metric, Predicate<String> client) {
        return streams.metrics().values().stream()
                .filter(m -> m.metricName().name().equals(metric)
                        && !m.metricName().tags().containsKey("topic")
                        && client.test(m.metricName().tags().getOrDefault("client-id", "")))
                .map(Metric::metricValue)
                .filter(Double.class::isInstance)
                .mapToDouble(Double.class::cast)
                .filter(value -> !Double.isNaN(value));
    }
}
