package dev.ricochet.testkit;

import dev.ricochet.schemas.topic.Profile;
import dev.ricochet.schemas.topic.TopicProvisioner;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Gives every test class empty topics, and groups without members. */
final class TopicCleaner {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int POLL_MS = 50;

    private final Admin admin;

    TopicCleaner(Admin admin) {
        this.admin = admin;
    }

    void create() {
        TopicProvisioner.apply(admin, Profile.LOCAL);
    }

    /**
     * Returns when they are gone, so that topics of the same names can be created. Static members of the last test, who
     * would be waited for until their session has timed out, are gone before.
     */
    void deleteAll() {
        try {
            removeMembers();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            // Again and again: a topic that has just been created may not be listed yet when the others are deleted.
            for (Set<String> topics = names(); !topics.isEmpty(); topics = names()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("topics are still there after " + PATIENCE + ": " + topics);
                }
                delete(topics);
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("topics cannot be deleted", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while topics were deleted", e);
        }
    }

    /** A topic that is listed may be gone already. */
    private void delete(Set<String> topics) throws ExecutionException, InterruptedException {
        for (KafkaFuture<Void> deleted :
                admin.deleteTopics(topics).topicNameValues().values()) {
            try {
                deleted.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
    }

    private void removeMembers() throws ExecutionException, InterruptedException {
        ListGroupsOptions withMembers = ListGroupsOptions.forConsumerGroups()
                .withTypes(Set.of(GroupType.CLASSIC))
                .inGroupStates(
                        Set.of(GroupState.STABLE, GroupState.PREPARING_REBALANCE, GroupState.COMPLETING_REBALANCE));
        for (GroupListing group : admin.listGroups(withMembers).all().get()) {
            admin.removeMembersFromConsumerGroup(group.groupId(), new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get();
        }
    }

    /** Without the broker's own, which a listing leaves out. */
    private Set<String> names() throws ExecutionException, InterruptedException {
        return admin.listTopics().names().get();
    }
}
