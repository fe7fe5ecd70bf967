package dev.ricochet.attribution.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Checks what Kafka Streams would not check, or would only notice in a rebalance long after the start. */
final class SourceTopics {

    private SourceTopics() {}

    /**
     * Checks that topics which must be co-partitioned exist and have equally many partitions.
     *
     * @throws IllegalStateException if not; the message names topics and numbers
     */
    static void requireCopartitioned(Admin admin, List<List<String>> groups) throws InterruptedException {
        for (List<String> group : groups) {
            Map<String, Integer> partitions = partitions(admin, group);
            if (partitions.values().stream().distinct().count() > 1) {
                throw new IllegalStateException("topics that are joined must have equally many partitions, but: "
                        + partitions.entrySet().stream()
                                .map(entry -> entry.getKey() + " has " + entry.getValue())
                                .collect(Collectors.joining(", "))
                        + ". Create them anew with equal numbers (deploy/ricochet topics apply).");
            }
        }
    }

    private static Map<String, Integer> partitions(Admin admin, List<String> topics) throws InterruptedException {
        try {
            Map<String, TopicDescription> found =
                    admin.describeTopics(topics).allTopicNames().get();
            Map<String, Integer> partitions = new LinkedHashMap<>();
            topics.forEach(topic -> {
                TopicDescription description = found.get(topic);
                if (description != null) {
                    partitions.put(topic, description.partitions().size());
                }
            });
            return partitions;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new IllegalStateException(
                        "one of the topics " + topics
                                + " does not exist; create them with: deploy/ricochet topics apply",
                        failed);
            }
            throw new IllegalStateException("the broker could not describe topics " + topics, failed);
        }
    }
}
