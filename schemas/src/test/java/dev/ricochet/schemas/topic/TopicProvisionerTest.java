package dev.ricochet.schemas.topic;

import static dev.ricochet.schemas.topic.Topics.CLICKS;
import static dev.ricochet.schemas.topic.Topics.OFFERS;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.MockAdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicProvisionerTest {

    private static final List<Node> BROKERS = IntStream.range(0, 3)
            .mapToObj(id -> new Node(id, "localhost", 9092 + id))
            .toList();

    private final Admin admin = new MockAdminClient(BROKERS, BROKERS.get(0));

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void shouldCreateEveryTopicAsDeclared() throws Exception {
        TopicReport report = TopicProvisioner.apply(admin, Profile.PRODUCTION);

        assertThat(report.isGood()).isTrue();
        assertThat(report.topics()).hasSize(Topics.all().size()).allMatch(TopicResult.Created.class::isInstance);
        TopicDescription clicks = describe(CLICKS);
        assertThat(clicks.partitions()).hasSize(CLICKS.partitions());
        assertThat(clicks.partitions().get(0).replicas()).hasSize(3);
        assertThat(config(CLICKS).get(RETENTION_MS_CONFIG).value()).isEqualTo(Long.toString(91L * 24 * 60 * 60 * 1000));
        assertThat(config(CLICKS).get(MIN_IN_SYNC_REPLICAS_CONFIG).value()).isEqualTo("2");
        assertThat(config(OFFERS).get(CLEANUP_POLICY_CONFIG).value()).isEqualTo("compact");
    }

    @Test
    void shouldUseFewPartitionsAndOneReplicaOnOneMachine() throws Exception {
        TopicProvisioner.apply(admin, Profile.LOCAL);

        assertThat(describe(CLICKS).partitions()).hasSize(CLICKS.localPartitions());
        assertThat(describe(CLICKS).partitions().get(0).replicas()).hasSize(1);
        assertThat(config(CLICKS).get(MIN_IN_SYNC_REPLICAS_CONFIG).value()).isEqualTo("1");
    }

    @Test
    void shouldFindNothingToDoTheSecondTime() {
        TopicProvisioner.apply(admin, Profile.PRODUCTION);

        TopicReport second = TopicProvisioner.apply(admin, Profile.PRODUCTION);

        assertThat(second.topics()).allMatch(TopicResult.Same.class::isInstance);
    }

    @Test
    void shouldTellWhatItWouldCreateWithoutCreatingIt() throws Exception {
        TopicReport report = TopicProvisioner.check(admin, Profile.PRODUCTION);

        assertThat(report.topics()).allMatch(TopicResult.Created.class::isInstance);
        assertThat(admin.listTopics().names().get()).isEmpty();
    }

    @Test
    void shouldRaiseARetentionThatIsTooShort() throws Exception {
        create(CLICKS, Map.of(RETENTION_MS_CONFIG, "3600000"));

        TopicReport report = TopicProvisioner.apply(admin, Profile.PRODUCTION);

        String declared = CLICKS.config(Profile.PRODUCTION).get(RETENTION_MS_CONFIG);
        assertThat(differences(report)).containsExactly(new Difference(RETENTION_MS_CONFIG, declared, "3600000", true));
        assertThat(config(CLICKS).get(RETENTION_MS_CONFIG).value()).isEqualTo(declared);
        assertThat(report.isGood()).isTrue();
    }

    @Test
    void shouldOnlyReportARetentionThatIsTooLong() throws Exception {
        create(CLICKS, Map.of(RETENTION_MS_CONFIG, "-1"));

        TopicReport report = TopicProvisioner.apply(admin, Profile.PRODUCTION);

        assertThat(differences(report))
                .extracting(Difference::setting, Difference::actual, Difference::safe)
                .containsExactly(tuple(RETENTION_MS_CONFIG, "-1", false));
        assertThat(config(CLICKS).get(RETENTION_MS_CONFIG).value()).isEqualTo("-1");
        assertThat(report.isGood()).isFalse();
    }

    @Test
    void shouldOnlyReportAnotherCleanupPolicy() throws Exception {
        create(CLICKS, Map.of(CLEANUP_POLICY_CONFIG, "compact"));

        TopicReport report = TopicProvisioner.apply(admin, Profile.PRODUCTION);

        assertThat(differences(report))
                .containsExactly(new Difference(CLEANUP_POLICY_CONFIG, "delete", "compact", false));
        assertThat(config(CLICKS).get(CLEANUP_POLICY_CONFIG).value()).isEqualTo("compact");
    }

    @Test
    void shouldOnlyReportAnotherNumberOfPartitionsOrReplicas() throws Exception {
        admin.createTopics(
                        List.of(new NewTopic(CLICKS.name(), 2, (short) 1).configs(CLICKS.config(Profile.PRODUCTION))))
                .all()
                .get();

        TopicReport report = TopicProvisioner.apply(admin, Profile.PRODUCTION);

        assertThat(differences(report))
                .containsExactly(
                        new Difference("partitions", "48", "2", false),
                        new Difference("replication.factor", "3", "1", false));
        assertThat(describe(CLICKS).partitions()).hasSize(2);
    }

    @Test
    void shouldLetTheBrokersTimeCountWhereItShall() throws Exception {
        Topic<?> matched = Topics.MATCHED_POSTBACKS;
        create(matched, Map.of(MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime"));

        TopicReport report = TopicProvisioner.apply(admin, Profile.PRODUCTION);

        assertThat(differences(report))
                .containsExactly(new Difference(MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime", "CreateTime", true));
        assertThat(config(matched).get(MESSAGE_TIMESTAMP_TYPE_CONFIG).value()).isEqualTo("LogAppendTime");
        assertThat(report.isGood()).isTrue();
    }

    @Test
    void shouldLetTopicsThatWereThereBeforeKeepTheHistory() throws Exception {
        create(OFFERS, Map.of(MIN_COMPACTION_LAG_MS_CONFIG, "0"));

        TopicReport report = TopicProvisioner.apply(admin, Profile.PRODUCTION);

        String declared = Long.toString(400L * 24 * 60 * 60 * 1000);
        assertThat(differences(report))
                .containsExactly(new Difference(MIN_COMPACTION_LAG_MS_CONFIG, declared, "0", true));
        assertThat(config(OFFERS).get(MIN_COMPACTION_LAG_MS_CONFIG).value()).isEqualTo(declared);
        assertThat(report.isGood()).isTrue();
    }

    @Test
    void shouldLeaveALongerHistory() throws Exception {
        String longer = Long.toString(800L * 24 * 60 * 60 * 1000);
        create(OFFERS, Map.of(MIN_COMPACTION_LAG_MS_CONFIG, longer));

        TopicProvisioner.apply(admin, Profile.PRODUCTION);

        assertThat(config(OFFERS).get(MIN_COMPACTION_LAG_MS_CONFIG).value()).isEqualTo(longer);
    }

    @Test
    void shouldTakeCleanupPoliciesInAnyOrder() throws Exception {
        Topic<?> outcomes = Topics.POSTBACK_OUTCOMES;
        create(outcomes, Map.of(CLEANUP_POLICY_CONFIG, "delete,compact"));

        TopicReport report = TopicProvisioner.apply(admin, Profile.PRODUCTION);

        assertThat(report.topics()).contains(new TopicResult.Same(outcomes.name()));
    }

    private void create(Topic<?> topic, Map<String, String> otherwise) throws Exception {
        Map<String, String> config = new TreeMap<>(topic.config(Profile.PRODUCTION));
        config.putAll(otherwise);
        admin.createTopics(List.of(new NewTopic(topic.name(), topic.partitions(), (short) 3).configs(config)))
                .all()
                .get();
    }

    private static List<Difference> differences(TopicReport report) {
        return report.topics().stream()
                .filter(TopicResult.Differs.class::isInstance)
                .map(TopicResult.Differs.class::cast)
                .flatMap(differs -> differs.differences().stream())
                .toList();
    }

    private TopicDescription describe(Topic<?> topic) throws Exception {
        return admin.describeTopics(List.of(topic.name())).allTopicNames().get().get(topic.name());
    }

    private Config config(Topic<?> topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        return admin.describeConfigs(List.of(resource)).all().get().get(resource);
    }
}
