package dev.ricochet.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What becomes of the records of one topic. */
public final class RecordMeters {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final Timer durable;
    private final Counter written;
    private final Counter spooled;
    private final Counter notTaken;
    private final Counter failed;

    RecordMeters(MeterRegistry registry, String topic) {
        durable = Timer.builder("ricochet.gateway.durable")
                .description("Time from handing a record to the producer until acks=all")
                .tag("topic", topic)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        written = records(registry, topic, "durable");
        spooled = records(registry, topic, "spooled");
        notTaken = records(registry, topic, "not_taken");
        failed = records(registry, topic, "failed");
    }

    /** Kafka acknowledged the record before anybody gave up on it. */
    public void durable(long tookNanos) {
        written.increment();
        durable.record(tookNanos, TimeUnit.NANOSECONDS);
    }

    /** The record is synced to the spool. */
    public void spooled() {
        spooled.increment();
    }

    /** Nobody took the record; it was never handed to Kafka. */
    public void notTaken() {
        notTaken.increment();
    }

    /** Kafka gave no acknowledgement, nor was there a spool for it; the record may or may not have been written. */
    public void failed() {
        failed.increment();
    }

    private static Counter records(MeterRegistry registry, String topic, String result) {
        return Counter.builder("ricochet.gateway.records")
                .description("Records by topic and what became of them")
                .tag("topic", topic)
                .tag("result", result)
                .register(registry);
    }
}
