package dev.ricochet.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.event.EndpointEvent;
import dev.ricochet.schemas.event.EndpointState;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topics;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicFollowerTest {

    private static final String TOPIC = Topics.ENDPOINT_EVENTS.name();
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    private final RecordSerdes serdes = new RecordSerdes(registry);
    private final ServiceRuntime runtime = ServiceRuntime.forTest("sample");
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger caughtUp = new AtomicInteger();
    private @Nullable TopicFollower<EndpointEvent> follower;

    @BeforeEach
    void registerTheSchema() throws Exception {
        registry.register(Topics.ENDPOINT_EVENTS.subject(), new AvroSchema(EndpointEvent.getClassSchema()));
    }

    @AfterEach
    void close() throws Exception {
        Objects.requireNonNull(follower).close();
        runtime.close();
    }

    @Test
    void shouldTellOfWhatIsThereAndOfWhatComes() throws Exception {
        MockConsumer<String, byte[]> consumer = consumer(2);
        consumer.schedulePollTask(() -> {
            consumer.addRecord(record(0, "ep-1", event("ep-1")));
            consumer.addRecord(record(1, "ep-2", event("ep-2")));
        });

        follow(List.of(consumer));

        assertThat(follower.awaitCaughtUp(PATIENCE)).isTrue();
        assertThat(heard).containsExactly("ep-1 ACTIVE", "ep-2 ACTIVE");
        consumer.schedulePollTask(() -> consumer.addRecord(record(2, "ep-1", null)));
        await().atMost(PATIENCE).until(() -> heard.contains("ep-1 deleted"));
        assertThat(caughtUp).hasValue(1);
    }

    @Test
    void shouldLeaveOutWhatCannotBeDecoded() throws Exception {
        MockConsumer<String, byte[]> consumer = consumer(2);
        consumer.schedulePollTask(() -> {
            consumer.addRecord(record(0, "ep-1", new byte[] {7, 7, 7}));
            consumer.addRecord(record(1, "ep-2", event("ep-2")));
        });

        follow(List.of(consumer));

        assertThat(follower.awaitCaughtUp(PATIENCE)).isTrue();
        assertThat(heard).containsExactly("ep-2 ACTIVE");
    }

    @Test
    void shouldReadAnewWhenTheBrokerWasAwayOrTheTopicIsNotThereYet() throws Exception {
        MockConsumer<String, byte[]> without = new MockConsumer<>("earliest");
        MockConsumer<String, byte[]> broken = consumer(1);
        broken.schedulePollTask(() -> {
            throw new TimeoutException("nobody answers");
        });
        MockConsumer<String, byte[]> well = consumer(1);
        well.schedulePollTask(() -> well.addRecord(record(0, "ep-1", event("ep-1"))));

        follow(List.of(without, broken, well));

        assertThat(follower.awaitCaughtUp(PATIENCE)).isTrue();
        assertThat(heard).containsExactly("ep-1 ACTIVE");
        assertThat(runtime.failure()).isNull();
    }

    @Test
    void shouldStopTheServiceWhenItsListenerFails() {
        MockConsumer<String, byte[]> consumer = consumer(1);
        consumer.schedulePollTask(() -> consumer.addRecord(record(0, "fault", event("fault"))));

        follow(List.of(consumer));

        await().atMost(PATIENCE).until(() -> runtime.failure() != null);
        assertThat(follower.isCaughtUp()).isFalse();
    }

    private void follow(List<MockConsumer<String, byte[]>> consumers) {
        Deque<MockConsumer<String, byte[]>> next = new ArrayDeque<>(consumers);
        follower = TopicFollower.start(
                Topics.ENDPOINT_EVENTS,
                serdes.decoder(Topics.ENDPOINT_EVENTS),
                next::remove,
                new TopicFollower.Listener<>() {
                    @Override
                    public void heard(String key, @Nullable EndpointEvent value, Instant writtenAt) {
                        if (key.equals("fault")) {
                            throw new IllegalStateException("a fault of its own");
                        }
                        heard.add(key + " " + (value == null ? "deleted" : value.getState()));
                    }

                    @Override
                    public void caughtUp() {
                        caughtUp.incrementAndGet();
                    }
                },
                runtime);
    }

    private static MockConsumer<String, byte[]> consumer(long end) {
        MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, new Node[0], new Node[0])));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, end));
        return consumer;
    }

    private static ConsumerRecord<String, byte[]> record(long offset, String key, byte @Nullable [] value) {
        return new ConsumerRecord<>(TOPIC, 0, offset, key, value);
    }

    private byte[] event(String id) {
        return serdes.of(Topics.ENDPOINT_EVENTS)
                .serializer()
                .serialize(
                        TOPIC,
                        EndpointEvent.newBuilder()
                                .setEndpointId(id)
                                .setState(EndpointState.ACTIVE)
                                .setAt(Instant.EPOCH)
                                .build());
    }
}
