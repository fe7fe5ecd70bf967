package dev.ricochet.attribution.runtime;

import dev.ricochet.kit.health.Readiness;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;

/** Ready when the application runs, has restored its state, and lies behind its topics by no more than the limit. */
final class StreamsReadiness implements Supplier<Readiness> {

    private final KafkaStreams streams;
    private final long lagLimit;

    StreamsReadiness(KafkaStreams streams, long lagLimit) {
        this.streams = streams;
        this.lagLimit = lagLimit;
    }

    @Override
    public Readiness get() {
        KafkaStreams.State state = streams.state();
        if (state != KafkaStreams.State.RUNNING) {
            return Readiness.notReady("streams state is " + state + ", waiting for RUNNING");
        }
        double lag = lag();
        return lag > lagLimit
                ? Readiness.notReady("%.0f records behind, ready at %d".formatted(lag, lagLimit))
                : Readiness.ready();
    }

    /** The furthest that any consumer lies behind on any partition; 0 while none has fetched. */
    private double lag() {
        return streams.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("records-lag-max")
                        && !metric.metricName()
                                .tags()
                                .getOrDefault("client-id", "")
                                .contains("restore"))
                .map(Metric::metricValue)
                .filter(Double.class::isInstance)
                .mapToDouble(Double.class::cast)
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(0);
    }
}
