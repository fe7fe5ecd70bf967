package dev.ricochet.attribution.runtime;

import dev.ricochet.kit.health.Readiness;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/** Ready when the application runs, has restored its state, and lies behind its topics by no more than the limit. */
final class StreamsReadiness implements Supplier<Readiness> {

    private final Supplier<KafkaStreams.State> state;
    private final Supplier<Restoration> restoration;
    private final DoubleSupplier lag;
    private final long lagLimit;

    StreamsReadiness(
            Supplier<KafkaStreams.State> state, Supplier<Restoration> restoration, DoubleSupplier lag, long lagLimit) {
        this.state = state;
        this.restoration = restoration;
        this.lag = lag;
        this.lagLimit = lagLimit;
    }

    @Override
    public Readiness get() {
        Restoration restoring = restoration.get();
        if (restoring.isRunning()) {
            return Readiness.notReady(restoring.text());
        }
        KafkaStreams.State now = state.get();
        if (now != KafkaStreams.State.RUNNING) {
            return Readiness.notReady("streams state is " + now + ", waiting for RUNNING");
        }
        double behind = lag.getAsDouble();
        return behind > lagLimit
                ? Readiness.notReady("%.0f records behind, ready at %d".formatted(behind, lagLimit))
                : Readiness.ready();
    }
}
