package dev.ricochet.sink.dispatcher;

import static dev.ricochet.testkit.fixture.Fixtures.aDueDelivery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.registry.SchemaRegistrar;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.sink.metrics.SinkMetrics;
import dev.ricochet.sink.schedule.RetrySchedule;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockShareConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShareLoopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private volatile boolean registryIsDown;
    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient() {
        @Override
        public ParsedSchema getSchemaById(int id) throws IOException, RestClientException {
            if (registryIsDown) {
                throw new IOException("Connection refused");
            }
            return super.getSchemaById(id);
        }
    };
    private final Share share = new Share();
    private final Notes notes = new Notes();
    private final DueDelivery due = aDueDelivery().build();
    private byte[] bytes = new byte[0];
    private ShareLoop loop;
    private Thread thread;

    @BeforeEach
    void start() throws Exception {
        SchemaRegistrar.register(registry);
        bytes = new RecordSerdes(registry)
                .of(Topics.DELIVERIES_DUE)
                .serializer()
                .serialize(Topics.DELIVERIES_DUE.name(), due);
        loop = loop(Duration.ofMillis(100));
        thread = new Thread(this::run, "share-loop-under-test");
    }

    private ShareLoop loop(Duration patience) {
        Handling handling = new Handling(
                new OfferLease(Duration.ofMinutes(5), Duration.ofSeconds(15)),
                RetrySchedule.of(List.of(Duration.ofSeconds(5))),
                patience,
                1,
                10);
        return new ShareLoop(
                share,
                new RecordSerdes(registry).decoder(Topics.DELIVERIES_DUE),
                notes,
                new InFlight(Duration.ofSeconds(1)),
                handling,
                new SinkMetrics(new SimpleMeterRegistry(), Clock.systemUTC()));
    }

    @AfterEach
    void stop() throws InterruptedException {
        notes.answer.complete(null);
        loop.stop();
        thread.join();
    }

    @Test
    void shouldDeliverWhatComesForTheFirstTimeAndAcceptItWhenItsAttemptIsWritten() {
        notes.answer.complete(null);

        share.hand(bytes, 1);
        thread.start();

        await().atMost(PATIENCE).until(() -> share.acknowledged.equals(List.of(AcknowledgeType.ACCEPT)));
        assertThat(notes.delivered).containsExactly(due);
    }

    @Test
    void shouldNotSendWhatSomebodyHeldBeforeButGiveItBackToThePlanner() {
        notes.answer.complete(null);

        share.hand(bytes, 2);
        thread.start();

        await().atMost(PATIENCE).until(() -> share.acknowledged.equals(List.of(AcknowledgeType.ACCEPT)));
        assertThat(notes.givenBack).containsExactly(due);
        assertThat(notes.delivered).isEmpty();
    }

    @Test
    void shouldLeaveASlowAttemptToTheLeaseWhenTheBatchesPatienceIsOver() {
        share.hand(bytes, 1);
        thread.start();

        await().atMost(PATIENCE).until(() -> share.acknowledged.equals(List.of(AcknowledgeType.ACCEPT)));
        assertThat(notes.answer).isNotDone();
    }

    @Test
    void shouldNotWaitForAnAttemptWhoseServerStandsStill() {
        notes.serverStandsStill = true;
        loop = loop(Duration.ofHours(1));

        share.hand(bytes, 1);
        thread.start();

        await().atMost(PATIENCE).until(() -> share.acknowledged.equals(List.of(AcknowledgeType.ACCEPT)));
        assertThat(notes.answer).isNotDone();
    }

    @Test
    void shouldReleaseWhatCouldNotBeWritten() {
        notes.answer.completeExceptionally(new IOException("no broker"));

        share.hand(bytes, 1);
        thread.start();

        await().atMost(PATIENCE).until(() -> share.acknowledged.contains(AcknowledgeType.RELEASE));
        assertThat(share.acknowledged).doesNotContain(AcknowledgeType.REJECT);
    }

    @Test
    void shouldRejectWhatIsNoDelivery() {
        notes.answer.complete(null);

        share.hand("no delivery".getBytes(StandardCharsets.UTF_8), 1);
        thread.start();

        await().atMost(PATIENCE).until(() -> share.acknowledged.equals(List.of(AcknowledgeType.REJECT)));
    }

    @Test
    void shouldReleaseWhatItCannotReadWhileTheRegistryDoesNotAnswerAndGoOnWhenItDoes() {
        notes.answer.complete(null);
        registryIsDown = true;
        share.hand(bytes, 1);
        thread.start();

        await().atMost(PATIENCE).until(() -> share.acknowledged.stream().anyMatch(AcknowledgeType.RELEASE::equals));
        assertThat(share.acknowledged).containsOnly(AcknowledgeType.RELEASE);
        registryIsDown = false;

        await().atMost(PATIENCE).until(() -> share.acknowledged.contains(AcknowledgeType.ACCEPT));
        assertThat(notes.givenBack).as("it is the planner's again").containsExactly(due);
        assertThat(thread.isAlive()).isTrue();
    }

    private void run() {
        try {
            loop.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Notes what it is asked to do; every answer is the same. */
    private static final class Notes implements OfferHandler {

        private final CompletableFuture<Void> answer = new CompletableFuture<>();
        private volatile boolean serverStandsStill;
        private final List<DueDelivery> delivered = new CopyOnWriteArrayList<>();
        private final List<DueDelivery> givenBack = new CopyOnWriteArrayList<>();

        @Override
        public CompletableFuture<Void> deliver(DueDelivery due, Headers headers, Runnable willTakeLong) {
            delivered.add(due);
            if (serverStandsStill) {
                willTakeLong.run();
            }
            return answer;
        }

        @Override
        public CompletableFuture<Void> giveBack(DueDelivery due, Headers headers) {
            givenBack.add(due);
            return answer;
        }
    }

    /** Hands out one record at a time, and a released one again with its count raised, as the broker does. */
    private static final class Share extends MockShareConsumer<String, byte[]> {

        private static final TopicPartition PARTITION = new TopicPartition(Topics.DELIVERIES_DUE.name(), 0);

        private final List<AcknowledgeType> acknowledged = new CopyOnWriteArrayList<>();
        private final Queue<ConsumerRecord<String, byte[]>> records = new ArrayDeque<>();

        synchronized void hand(byte[] value, int count) {
            records.add(new ConsumerRecord<>(
                    PARTITION.topic(),
                    PARTITION.partition(),
                    0,
                    0,
                    TimestampType.CREATE_TIME,
                    0,
                    value.length,
                    "c-1",
                    value,
                    new RecordHeaders(),
                    Optional.empty(),
                    Optional.of((short) count)));
        }

        @Override
        public synchronized ConsumerRecords<String, byte[]> poll(Duration timeout) {
            ConsumerRecord<String, byte[]> next = records.poll();
            return next == null
                    ? ConsumerRecords.empty()
                    : new ConsumerRecords<>(Map.of(PARTITION, List.of(next)), Map.of());
        }

        @Override
        public synchronized void acknowledge(ConsumerRecord<String, byte[]> record, AcknowledgeType type) {
            acknowledged.add(type);
            if (type == AcknowledgeType.RELEASE) {
                hand(record.value(), record.deliveryCount().orElseThrow() + 1);
            }
        }
    }
}
