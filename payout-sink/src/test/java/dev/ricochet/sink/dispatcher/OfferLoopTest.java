package dev.ricochet.sink.dispatcher;

import static dev.ricochet.testkit.fixture.Fixtures.aDueDelivery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.registry.SchemaRegistrar;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.sink.metrics.SinkMetrics;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OfferLoopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.DELIVERIES_DUE.name(), 0);

    private volatile boolean registryIsDown;
    private volatile @Nullable RuntimeException failure;
    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient() {
        @Override
        public ParsedSchema getSchemaById(int id) throws IOException, RestClientException {
            if (registryIsDown) {
                throw new IOException("Connection refused");
            }
            return super.getSchemaById(id);
        }
    };
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Partition partition = new Partition();
    private final Notes notes = new Notes();
    private final OfferLoop loop = new OfferLoop(
            partition,
            new RecordSerdes(registry).decoder(Topics.DELIVERIES_DUE),
            new OfferLease(Duration.ofMinutes(2), Duration.ofSeconds(15)),
            notes,
            new InFlight(PATIENCE),
            2,
            new SinkMetrics(meters, Clock.systemUTC()));
    private final Thread thread = new Thread(this::run, "offer-loop-under-test");

    @BeforeEach
    void register() throws Exception {
        SchemaRegistrar.register(registry);
    }

    @AfterEach
    void stop() throws InterruptedException {
        notes.answer.complete(null);
        loop.stop();
        thread.join();
    }

    @Test
    void shouldTakeABatchBeforeItsFirstRequestLeaves() {
        DueDelivery due = offered();

        thread.start();

        await().atMost(PATIENCE).until(() -> !notes.delivered.isEmpty());
        assertThat(notes.delivered).containsExactly(due);
        assertThat(notes.committedAtFirst).as("the offset after it").isEqualTo(1);
    }

    static List<KafkaException> whatStandsInTheWay() {
        return List.of(
                new CommitFailedException("somebody else has the partition"),
                new RebalanceInProgressException("somebody comes or goes"),
                new TimeoutException("no coordinator"));
    }

    @ParameterizedTest
    @MethodSource("whatStandsInTheWay")
    void shouldSendNothingOfABatchThatItCannotTakeAndReadItAgain(KafkaException inTheWay) {
        partition.refusing = inTheWay;
        DueDelivery due = offered();
        thread.start();
        await().atMost(PATIENCE).until(() -> partition.refused > 1);
        assertThat(notes.delivered).isEmpty();

        partition.refusing = null;

        await().atMost(PATIENCE).until(() -> !notes.delivered.isEmpty());
        assertThat(notes.delivered).containsExactly(due);
    }

    @Test
    void shouldLeaveABatchToWhomeverItsPartitionHasGoneTo() {
        partition.refusing = new CommitFailedException("somebody else has the partition");
        partition.movesAway = true;
        offered();
        thread.start();

        await().atMost(PATIENCE).until(() -> partition.refused == 1 && partition.polls.get() > 2);

        assertThat(notes.delivered).isEmpty();
        assertThat(thread.isAlive()).isTrue();
    }

    @Test
    void shouldTakeNoMoreThanMayBeUnderWay() {
        List<DueDelivery> first = List.of(offered(), offered());
        thread.start();
        await().atMost(PATIENCE).until(() -> !partition.paused().isEmpty());
        DueDelivery next = offered();
        int polls = partition.polls.get();
        await().atMost(PATIENCE).until(() -> partition.polls.get() > polls + 1);
        assertThat(notes.delivered).isEqualTo(first);

        notes.answer.complete(null);

        await().atMost(PATIENCE).until(() -> notes.delivered.contains(next));
    }

    @Test
    void shouldPassOverWhatIsNoDelivery() {
        partition.hand("no delivery".getBytes(StandardCharsets.UTF_8));
        DueDelivery due = offered();

        thread.start();

        await().atMost(PATIENCE).until(() -> !notes.delivered.isEmpty());
        assertThat(notes.delivered).containsExactly(due);
        assertThat(meters.counter("ricochet.delivery.offers.unreadable").count())
                .isEqualTo(1);
    }

    @Test
    void shouldWaitForTheRegistryWhenItMustBeAsked() {
        DueDelivery due = offered();
        registryIsDown = true;
        thread.start();
        await().atMost(PATIENCE).until(() -> partition.readAgain > 1);
        assertThat(notes.delivered).isEmpty();

        registryIsDown = false;

        await().atMost(PATIENCE).until(() -> !notes.delivered.isEmpty());
        assertThat(notes.delivered).containsExactly(due);
    }

    @Test
    void shouldLeaveTheGroupBeforeItWaitsForWhatIsUnderWay() {
        offered();
        thread.start();
        await().atMost(PATIENCE).until(() -> !notes.delivered.isEmpty());

        loop.stop();

        await().atMost(PATIENCE).until(partition::closed);
        assertThat(partition.closedBy).isEqualTo(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
        assertThat(notes.stopped).as("what waits in lanes has been given back").isTrue();
        assertThat(thread.isAlive()).as("it waits").isTrue();
    }

    @Test
    void shouldLetRequestsEndAlsoWhenItHasLostItsPlaceInTheGroup() throws Exception {
        offered();
        thread.start();
        await().atMost(PATIENCE).until(() -> !notes.delivered.isEmpty());

        partition.refusing = new FencedInstanceIdException("another has its name");
        offered();

        await().atMost(PATIENCE).until(partition::closed);
        assertThat(thread.isAlive()).as("it waits").isTrue();
        notes.answer.complete(null);
        thread.join();
        assertThat(failure).isInstanceOf(FencedInstanceIdException.class);
        assertThat(notes.delivered).hasSize(1);
    }

    private DueDelivery offered() {
        DueDelivery due = aDueDelivery().build();
        partition.hand(new RecordSerdes(registry)
                .of(Topics.DELIVERIES_DUE)
                .serializer()
                .serialize(PARTITION.topic(), due));
        return due;
    }

    private void run() {
        try {
            loop.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Notes what it is asked to do; every answer is the same. */
    private final class Notes implements OfferHandler {

        private final CompletableFuture<Void> answer = new CompletableFuture<>();
        private final List<DueDelivery> delivered = new CopyOnWriteArrayList<>();
        private volatile long committedAtFirst = -1;
        private volatile boolean stopped;

        @Override
        public void stop() {
            stopped = true;
        }

        @Override
        public CompletableFuture<Void> deliver(Offer offer) {
            if (delivered.isEmpty()) {
                committedAtFirst = partition.committed;
            }
            delivered.add(offer.read());
            return answer.copy();
        }
    }

    /** One partition, whose records can be read again, and whose commits can fail. */
    private static final class Partition extends MockConsumer<String, byte[]> {

        private final List<ConsumerRecord<String, byte[]>> all = new CopyOnWriteArrayList<>();
        private volatile @Nullable KafkaException refusing;
        private volatile boolean movesAway;
        private volatile int refused;
        private volatile int readAgain;
        private final AtomicInteger polls = new AtomicInteger();
        private final Semaphore handed = new Semaphore(0);
        private volatile long committed = -1;
        private volatile CloseOptions.@Nullable GroupMembershipOperation closedBy;

        Partition() {
            super("earliest");
            subscribe(List.of(PARTITION.topic()));
            rebalance(List.of(PARTITION));
            updateBeginningOffsets(Map.of(PARTITION, 0L));
        }

        synchronized void hand(byte[] value) {
            ConsumerRecord<String, byte[]> record =
                    new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), all.size(), "c-1", value);
            all.add(record);
            addRecord(record);
            handed.release();
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // it waits, as a broker does, and not with the lock
        public ConsumerRecords<String, byte[]> poll(Duration timeout) {
            polls.incrementAndGet();
            ConsumerRecords<String, byte[]> found = super.poll(timeout);
            if (found.isEmpty()) {
                try {
                    var unused = handed.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    throw new InterruptException(e);
                }
            }
            return found;
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            KafkaException why = refusing;
            if (why == null) {
                committed = offsets.get(PARTITION).offset();
                return;
            }
            refused++;
            if (movesAway) {
                rebalance(List.of());
            }
            throw why;
        }

        @Override
        public void close(CloseOptions options) {
            closedBy = options.groupMembershipOperation();
            super.close(options);
        }

        @Override
        public synchronized void seek(TopicPartition partition, long offset) {
            super.seek(partition, offset);
            readAgain++;
            // What was handed out once it no longer has.
            all.stream().filter(record -> record.offset() >= offset).forEach(this::addRecord);
        }
    }
}
