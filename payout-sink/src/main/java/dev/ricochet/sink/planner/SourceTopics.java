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
public final class SourceTopics {

    private SourceTopics() {}

    /**
     * Planner and dispatcher would wait for them for ever, or have the broker make them as it likes.
     *
     * @throws IllegalStateException when a topic is missing, or their partition counts differ
     */
    public static void require(KafkaConnection kafka) throws InterruptedException {
        List<Topic<?>> topics = PlannerTopology.COPARTITIONED;
        try (Admin admin = Admin.create(kafka.base("ricochet-sink-check"))) {
            Map<String, TopicDescription> found = admin.describeTopics(
                            topics.stream().map(Topic::name).toList())
                    .allTopicNames()
                    .get();
            requireEqual(found);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new IllegalStateException(
                        "the sink needs the topics " + topics + "; create them with: deploy/ricochet topics apply", e);
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
