package dev.ricochet.sink.planner;

import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.schemas.topic.Topic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Checks before the start what the planner's state depends on: an attempt must meet the conversion that it belongs to. */
final class SourceTopics {

    private SourceTopics() {}

    /**
     * @throws IllegalStateException when a topic is missing, or their partition counts differ
     */
    static void require(KafkaConnection kafka, List<Topic<?>> topics) throws InterruptedException {
        try (Admin admin = Admin.create(kafka.base("ricochet-planner-check"))) {
            Map<String, TopicDescription> found = admin.describeTopics(
                            topics.stream().map(Topic::name).toList())
                    .allTopicNames()
                    .get();
            requireEqual(found);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new IllegalStateException(
                        "the planner needs the topics " + topics + "; create them with: deploy/ricochet topics apply",
                        e);
            }
            throw new IllegalStateException("the broker could not be asked about " + topics, e);
        }
    }

    private static void requireEqual(Map<String, TopicDescription> topics) {
        Set<Integer> counts =
                topics.values().stream().map(topic -> topic.partitions().size()).collect(Collectors.toSet());
        if (counts.size() > 1) {
            throw new IllegalStateException("these topics must have equal partition counts: "
                    + topics.values().stream()
                            .map(topic ->
                                    topic.name() + " has " + topic.partitions().size())
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
    }
}
