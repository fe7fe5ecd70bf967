package dev.ricochet.schemas.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/**
 * Makes a cluster's topics what {@link Topics} declares, as far as that loses no data.
 *
 * <p>Missing topics are created, a retention or a history that is too short is raised, and record times become those of appending
 * where they shall be. Whatever else differs is reported and left: another
 * partition count would move keys, a shorter retention or another cleanup policy would delete records. Running it twice does
 * nothing the second time.
 */
public final class TopicProvisioner {

    private final Admin admin;
    private final Profile profile;
    private final boolean dryRun;

    private TopicProvisioner(Admin admin, Profile profile, boolean dryRun) {
        this.admin = admin;
        this.profile = profile;
        this.dryRun = dryRun;
    }

    /** Creates what is missing, changes what is safe, reports the rest. */
    public static TopicReport apply(Admin admin, Profile profile) {
        return apply(admin, profile, Topics.all());
    }

    /** The same for some of the topics. */
    public static TopicReport apply(Admin admin, Profile profile, Collection<? extends Declaration> topics) {
        return new TopicProvisioner(admin, profile, false).run(topics);
    }

    /** Reports what {@link #apply(Admin, Profile)} would find and do, and does nothing. */
    public static TopicReport check(Admin admin, Profile profile) {
        return new TopicProvisioner(admin, profile, true).run(Topics.all());
    }

    private TopicReport run(Collection<? extends Declaration> topics) {
        try {
            Set<String> existing = admin.listTopics().names().get();
            List<String> names = topics.stream()
                    .map(Declaration::name)
                    .filter(existing::contains)
                    .toList();
            Map<String, TopicDescription> descriptions =
                    admin.describeTopics(names).allTopicNames().get();
            Map<ConfigResource, Config> configs = admin.describeConfigs(
                            names.stream().map(TopicProvisioner::resource).toList())
                    .all()
                    .get();
            Map<String, KafkaFuture<Void>> created = create(topics.stream()
                    .filter(topic -> !descriptions.containsKey(topic.name()))
                    .toList());
            List<TopicResult> results = new ArrayList<>();
            for (Declaration topic : topics) {
                TopicDescription description = descriptions.get(topic.name());
                Config config = configs.get(resource(topic.name()));
                results.add(
                        description == null || config == null // those of a topic that is there always come together
                                ? awaitCreation(topic, created.get(topic.name()))
                                : compare(topic, description, config));
            }
            return new TopicReport(results);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while topics were provisioned", interrupted);
        } catch (ExecutionException failed) {
            throw new KafkaException("topics could not be provisioned: " + failed.getCause(), failed.getCause());
        }
    }

    /** All in one request; the controller answers for each. */
    private Map<String, KafkaFuture<Void>> create(List<? extends Declaration> missing) {
        return dryRun || missing.isEmpty()
                ? Map.of()
                : admin.createTopics(missing.stream().map(this::newTopic).toList())
                        .values();
    }

    private NewTopic newTopic(Declaration topic) {
        return new NewTopic(topic.name(), profile.partitionsOf(topic), profile.replicationFactor())
                .configs(topic.config(profile));
    }

    /** @param creation null where nothing is to be changed */
    private static TopicResult awaitCreation(Declaration topic, @Nullable KafkaFuture<Void> creation)
            throws ExecutionException, InterruptedException {
        try {
            if (creation != null) {
                creation.get();
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof TopicExistsException) {
                // Made a moment ago, by this program or another at the same time, and from the same declaration.
                return new TopicResult.Same(topic.name());
            }
            throw failed;
        }
        return new TopicResult.Created(topic.name());
    }

    private TopicResult compare(Declaration topic, TopicDescription description, Config config)
            throws ExecutionException, InterruptedException {
        List<Difference> differences = new ArrayList<>();
        int partitions = description.partitions().size();
        if (partitions != profile.partitionsOf(topic)) {
            differences.add(Difference.left("partitions", profile.partitionsOf(topic), partitions));
        }
        int replicas = description.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        if (replicas != profile.replicationFactor()) {
            differences.add(Difference.left("replication.factor", profile.replicationFactor(), replicas));
        }
        List<AlterConfigOp> changes = new ArrayList<>();
        for (Map.Entry<String, String> declared : new TreeMap<>(topic.config(profile)).entrySet()) {
            ConfigEntry entry = config.get(declared.getKey());
            String actual = entry == null ? "" : entry.value();
            if (same(declared.getKey(), declared.getValue(), actual)) {
                continue;
            }
            boolean safe = isSafe(declared.getKey(), declared.getValue(), actual);
            differences.add(new Difference(declared.getKey(), declared.getValue(), actual, safe));
            if (safe) {
                changes.add(new AlterConfigOp(
                        new ConfigEntry(declared.getKey(), declared.getValue()), AlterConfigOp.OpType.SET));
            }
        }
        if (!changes.isEmpty() && !dryRun) {
            admin.incrementalAlterConfigs(Map.of(resource(topic.name()), changes))
                    .all()
                    .get();
        }
        return differences.isEmpty()
                ? new TopicResult.Same(topic.name())
                : new TopicResult.Differs(topic.name(), differences);
    }

    private static boolean same(String setting, String declared, String actual) {
        if (setting.equals(TopicConfig.CLEANUP_POLICY_CONFIG)) {
            return Set.of(declared.split(",")).equals(Set.of(actual.split(",")));
        }
        return declared.equals(actual);
    }

    /** Keeping records longer loses none, nor does counting from when they are written; everything else is for a person to decide. */
    private static boolean isSafe(String setting, String declared, String actual) {
        if (setting.equals(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)) {
            return declared.equals(RecordTime.OF_APPEND.type());
        }
        if (setting.equals(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG)) {
            return actual.isEmpty() || Long.parseLong(declared) > Long.parseLong(actual);
        }
        return setting.equals(TopicConfig.RETENTION_MS_CONFIG)
                && retention(declared).compareTo(retention(actual)) > 0;
    }

    private static Duration retention(String milliseconds) {
        long value = Long.parseLong(milliseconds);
        return value < 0 ? Duration.ofMillis(Long.MAX_VALUE) : Duration.ofMillis(value);
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
