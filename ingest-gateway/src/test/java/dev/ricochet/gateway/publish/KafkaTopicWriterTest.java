package dev.ricochet.gateway.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.gateway.metrics.GatewayMetrics;
import dev.ricochet.gateway.publish.PublishResult.Failed;
import dev.ricochet.gateway.publish.PublishResult.NotTaken;
import dev.ricochet.kit.trace.Traceparent;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.fixture.Fixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaTopicWriterTest {
    private static final Instant ACCEPTED_AT = Instant.ofEpochMilli(1_700_000_000_000L);
    private static final byte[] VALUE = "a postback".getBytes(UTF_8);

    private final Vertx vertx = Vertx.vertx();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final InFlightBytes inFlight = new InFlightBytes(500);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Serializer<Postback> serializer = (topic, postback) -> VALUE;
    private final Queue<RuntimeException> lost = new ConcurrentLinkedQueue<>();
    private final TopicWriter<Postback> writer = new KafkaTopicWriter<>(
            vertx,
            new KafkaSender(producer, inFlight, lost::add),
            new RecordEncoder<>(Topics.POSTBACKS.name(), serializer, () -> ACCEPTED_AT),
            new GatewayMetrics(meters).records(Topics.POSTBACKS));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldSayThatTheProducerIsLostWhereItRefusesEverythingFromNowOn() {
        producer.sendException = new TimeoutException("one record");
        write();
        assertThat(lost).isEmpty();

        producer.sendException =
                new KafkaException("in an error state", new ClusterAuthorizationException("not any more"));
        assertThat(write().result()).isInstanceOf(NotTaken.class);
        assertThat(lost).hasSize(1);
    }

    @Test
    void shouldTellOfDurabilityOnTheEventLoopThatAsked() throws Exception {
        Context context = vertx.getOrCreateContext();
        CompletableFuture<Context> answeredOn = new CompletableFuture<>();
        CompletableFuture<PublishResult> result = new CompletableFuture<>();

        context.runOnContext(go -> write().onSuccess(durable -> {
            answeredOn.complete(Vertx.currentContext());
            result.complete(durable);
        }));
        await().until(() -> producer.history().size() == 1);
        producer.completeNext();

        assertThat(result.get(5, TimeUnit.SECONDS)).isEqualTo(PublishResult.DURABLE);
        assertThat(answeredOn.get()).isSameAs(context);
        assertThat(inFlight.taken()).isZero();
        assertThat(count("durable")).isEqualTo(1);
    }

    @Test
    void shouldWriteKeyValueAndTrace() {
        Traceparent trace = Traceparent.create();
        writer.write("click-1", Fixtures.aPostback().build(), trace);

        ProducerRecord<byte[], byte[]> record = producer.history().get(0);
        assertThat(record.topic()).isEqualTo("ricochet.postbacks.v1");
        assertThat(record.key()).isEqualTo("click-1".getBytes(UTF_8));
        assertThat(record.value()).isEqualTo(VALUE);
        assertThat(record.partition()).isNull();
        assertThat(record.timestamp()).isEqualTo(ACCEPTED_AT.toEpochMilli());
        assertThat(Traceparent.of(record.headers())).isEqualTo(trace);
    }

    @Test
    void shouldTakeNoMoreThanItsBudget() {
        Future<PublishResult> first = write();
        Future<PublishResult> second = write();
        Future<PublishResult> third = write();

        assertThat(first.isComplete()).isFalse();
        assertThat(second.isComplete()).isFalse();
        assertThat(third.result()).isInstanceOf(NotTaken.class);
        assertThat(producer.history()).hasSize(2);

        producer.completeNext();
        assertThat(write().isComplete()).isFalse();
        assertThat(producer.history()).hasSize(3);
    }

    @Test
    void shouldNotCallWhatKafkaRefusesDurable() {
        Future<PublishResult> write = write();
        onAnotherThread(() -> producer.errorNext(new TimeoutException("delivery timed out")));

        await().until(write::isComplete);
        assertThat(write.result()).isInstanceOf(Failed.class);
        assertThat(inFlight.taken()).isZero();
        assertThat(count("failed")).isEqualTo(1);
    }

    @Test
    void shouldTellWhatTheProducerDoesNotEvenAccept() {
        producer.sendException = new IllegalStateException("closed");

        assertThat(write().result()).isInstanceOf(NotTaken.class);
        assertThat(inFlight.taken()).isZero();
        assertThat(count("not_taken")).isEqualTo(1);
    }

    private Future<PublishResult> write() {
        return writer.write("click-1", Fixtures.aPostback().build(), null);
    }

    private double count(String result) {
        return meters.get("ricochet.gateway.records")
                .tag("result", result)
                .counter()
                .count();
    }

    private static void onAnotherThread(Runnable step) {
        CompletableFuture.runAsync(step).join();
    }
}
