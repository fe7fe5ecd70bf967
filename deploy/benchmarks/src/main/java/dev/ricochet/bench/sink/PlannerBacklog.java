package dev.ricochet.bench.sink;

import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What the planner has not read yet: left over from one contender's round, it would be on the next one's bill. */
final class PlannerBacklog implements AutoCloseable {

    /** Its consumer group. */
    private static final String PLANNER = "ricochet-planner";

    private static final long LOOK_MILLIS = 20;

    private final Admin admin;
    private final List<TopicPartition> partitions;

    PlannerBacklog(String bootstrapServers) throws Exception {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        List<String> topics = List.of(Topics.CONVERSIONS.name(), Topics.DELIVERY_ATTEMPTS.name());
        this.partitions = admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    /** Returns when it has read all that was written before. */
    void awaitNone(Duration atMost) throws Exception {
        Map<TopicPartition, Long> ends = admin
                .listOffsets(partitions.stream()
                        .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
        long giveUp = System.nanoTime() + atMost.toNanos();
        while (!isRead(ends)) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("the planner has not read all after " + atMost);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private boolean isRead(Map<TopicPartition, Long> ends) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(PLANNER)
                .partitionsToOffsetAndMetadata()
                .get();
        return ends.entrySet().stream().allMatch(end -> {
            OffsetAndMetadata committed = read.get(end.getKey());
            return end.getValue() == 0 || (committed != null && committed.offset() >= end.getValue());
        });
    }

    @Override
    public void close() {
        admin.close();
    }
}
