package dev.ricochet.sink.dispatcher;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aDueDelivery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.sink.metrics.SinkMetrics;
import dev.ricochet.sink.schedule.RetrySchedule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What a broker cannot be made to do at will: fail one record, refuse all from now on. */
class AttemptLogTest {

    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MockProducer<String, DeliveryAttempt> producer =
            new MockProducer<>(false, null, new StringSerializer(), (topic, attempt) -> new byte[0]);
    private final Queue<RuntimeException> lost = new ConcurrentLinkedQueue<>();
    private final AttemptLog log = new AttemptLog(producer, lost::add, new SinkMetrics(meters, CLOCK), CLOCK);

    @Test
    void shouldBeDoneOnlyOnceTheAttemptIsDurable() {
        CompletableFuture<Void> durable = write(Duration.ofMinutes(5));
        assertThat(durable).isNotDone();

        producer.completeNext();

        assertThat(durable).isCompleted();
    }

    @Test
    void shouldWriteAgainWhatCouldNotBeWritten() {
        CompletableFuture<Void> durable = write(Duration.ofMinutes(5));
        producer.errorNext(new TimeoutException("no broker"));
        assertThat(durable).isNotDone();

        await().until(producer::completeNext);

        assertThat(durable).isCompleted();
        assertThat(producer.history()).hasSize(2);
        assertThat(meters.counter("ricochet.delivery.attempts.written.again").count())
                .isEqualTo(1);
        assertThat(lost).isEmpty();
    }

    @Test
    void shouldGiveUpWhatNobodyWaitsForAnyMore() {
        CompletableFuture<Void> durable = write(Duration.ofMillis(500));

        producer.errorNext(new TimeoutException("no broker"));

        assertThat(durable).isCompletedExceptionally();
        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void shouldSayThatTheProducerIsLostAndKeepNobodyWaiting() {
        producer.sendException = new KafkaException("in an error state");

        assertThat(write(Duration.ofMinutes(5))).isCompletedExceptionally();

        assertThat(lost).hasSize(1);
    }

    @Test
    void shouldNotTakeWhatConcernsOneRecordForTheEnd() {
        producer.sendException = new SerializationException("this attempt is none");

        CompletableFuture<Void> durable = write(Duration.ofMinutes(5));

        assertThat(lost).isEmpty();
        producer.sendException = null;
        await().until(producer::completeNext);
        assertThat(durable).isCompleted();
    }

    @Test
    void shouldKeepNobodyWaitingOnceClosed() {
        CompletableFuture<Void> durable = write(Duration.ofMinutes(5));
        log.close();

        producer.errorNext(new TimeoutException("closed"));

        assertThat(durable).isCompletedExceptionally();
        assertThat(write(Duration.ofMinutes(5))).isCompletedExceptionally();
        assertThat(lost).as("who closes it has lost nothing").isEmpty();
    }

    private CompletableFuture<Void> write(Duration wanted) {
        DeliveryAttempt attempt = new AttemptReport(
                        aDueDelivery().build(), NOON, RetrySchedule.of(List.of(Duration.ofSeconds(5))))
                .deferred("lane_full", null, NOON);
        return log.write(attempt, new RecordHeaders(), NOON.plus(wanted));
    }
}
