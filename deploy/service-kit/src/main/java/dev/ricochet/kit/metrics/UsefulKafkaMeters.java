package dev.ricochet.kit.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Set;

/**
 * Lets through the few of Kafka's several hundred metrics that somebody watches.
 *
 * <p>Everything that does not begin with {@code kafka.} passes.
 */
final class UsefulKafkaMeters implements MeterFilter {
    private static final Set<String> USEFUL = Set.of(
            "kafka.producer.record.send.total",
            "kafka.producer.record.error.total",
            "kafka.producer.record.retry.total",
            "kafka.producer.record.queue.time.avg",
            "kafka.producer.record.queue.time.max",
            "kafka.producer.request.latency.avg",
            "kafka.producer.request.latency.max",
            "kafka.producer.requests.in.flight",
            "kafka.producer.batch.size.avg",
            "kafka.producer.compression.rate.avg",
            "kafka.producer.buffer.available.bytes",
            "kafka.producer.buffer.exhausted.total",
            "kafka.producer.bufferpool.wait.time.ns.total",
            "kafka.producer.connection.count",
            "kafka.producer.outgoing.byte.total",
            "kafka.consumer.fetch.manager.records.lag.max",
            "kafka.consumer.fetch.manager.records.consumed.total",
            "kafka.consumer.fetch.manager.bytes.consumed.total",
            "kafka.consumer.fetch.manager.fetch.latency.avg",
            "kafka.consumer.coordinator.rebalance.total",
            "kafka.consumer.coordinator.failed.rebalance.total",
            "kafka.consumer.coordinator.last.rebalance.seconds.ago",
            "kafka.consumer.connection.count",
            "kafka.consumer.time.between.poll.max",
            "kafka.stream.alive.stream.threads",
            "kafka.stream.failed.stream.threads",
            "kafka.stream.client.state",
            "kafka.stream.thread.process.total",
            "kafka.stream.thread.process.latency.avg",
            "kafka.stream.thread.commit.total",
            "kafka.stream.thread.commit.latency.max",
            "kafka.stream.thread.poll.records.avg",
            "kafka.stream.thread.task.created.total",
            "kafka.stream.thread.task.closed.total",
            "kafka.stream.task.dropped.records.total",
            "kafka.stream.task.active.process.ratio",
            "kafka.stream.state.restore.total",
            "kafka.stream.state.restore.remaining.records.total");

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return id.getName().startsWith("kafka.") && !USEFUL.contains(id.getName())
                ? MeterFilterReply.DENY
                : MeterFilterReply.NEUTRAL;
    }
}
