package dev.ricochet.gateway.spool;

import static dev.ricochet.gateway.spool.SpoolFixture.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.gateway.metrics.GatewayMetrics;
import dev.ricochet.gateway.publish.PublishResult;
import dev.ricochet.gateway.publish.PublishResult.Failed;
import dev.ricochet.gateway.publish.PublishResult.NotTaken;
import dev.ricochet.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where one record goes, with a real spool. */
class HandoverTest {
    private static final long ROOMY = 1L << 20;
    private static final long FULL = 1;

    @TempDir
    private Path directory;

    private final KafkaTrust trust = new KafkaTrust();
    private final List<PublishResult> told = new CopyOnWriteArrayList<>();
    private final List<Consumer<PublishResult>> kafka = new CopyOnWriteArrayList<>();
    private SpoolFixture gateway;

    @AfterEach
    void close() throws Exception {
        gateway.close();
    }

    @Test
    void shouldNotTouchTheSpoolWhileKafkaAnswers() {
        Handover handover = begin(ROOMY);
        kafka.get(0).accept(PublishResult.DURABLE);

        assertThat(told).containsExactly(PublishResult.DURABLE);
        assertThat(handover.isOver()).isTrue();
        assertThat(gateway.count("written")).isZero();
        assertThat(count("durable")).isEqualTo(1);
    }

    @Test
    void shouldGoToTheSpoolWhenKafkaIsLateAndSendTheNextThereAtOnce() {
        begin(ROOMY).late();
        awaitTold(1);
        assertThat(told).containsExactly(PublishResult.SPOOLED);
        assertThat(trust.isTrusted()).isFalse();

        boolean waitsForKafka = handover().begin();
        awaitTold(2);
        assertThat(waitsForKafka).isFalse();
        assertThat(kafka).hasSize(1);
        assertThat(gateway.values()).hasSize(2);
        assertThat(count("spooled")).isEqualTo(2);
    }

    @Test
    void shouldGoToTheSpoolWhenKafkaDoesNotTakeIt() {
        begin(ROOMY);
        kafka.get(0).accept(new NotTaken("too much in flight"));
        awaitTold(1);
        assertThat(told).containsExactly(PublishResult.SPOOLED);
        assertThat(trust.isTrusted()).isTrue();
    }

    @Test
    void shouldGoToTheSpoolWhenTheProducerEndsBeforeKafkaAnswers() {
        begin(ROOMY);
        kafka.get(0).accept(new Failed("the producer was closed"));
        awaitTold(1);
        assertThat(told).containsExactly(PublishResult.SPOOLED);
        assertThat(gateway.values()).hasSize(1);
    }

    @Test
    void shouldTellTheReplayWhatKafkaAcknowledgesLate() throws Exception {
        begin(ROOMY).late();
        awaitTold(1);
        kafka.get(0).accept(PublishResult.DURABLE);

        replay.step();
        assertThat(told).containsExactly(PublishResult.SPOOLED);
        assertThat(producer.history()).isEmpty();
        assertThat(gateway.values()).isEmpty();
        assertThat(gateway.count("superseded")).isEqualTo(1);
    }

    @Test
    void shouldLetKafkaHaveItWhenTheSpoolRefuses() {
        trust.waitedInVain(System.nanoTime());
        begin(FULL);
        assertThat(told).isEmpty();
        kafka.get(0).accept(PublishResult.DURABLE);
        assertThat(told).containsExactly(PublishResult.DURABLE);
    }

    @Test
    void shouldSayThatNobodyTookIt() {
        begin(FULL);
        kafka.get(0).accept(new NotTaken("too much in flight"));
        assertThat(told).containsExactly(new NotTaken("too much in flight"));
        assertThat(count("not_taken")).isEqualTo(1);
    }

    @Test
    void shouldKeepWaitingForKafkaWhenTheSpoolRefusesALateRecord() {
        begin(FULL).late();
        assertThat(told).isEmpty();
        kafka.get(0).accept(new Failed("delivery timed out"));
        assertThat(told).containsExactly(new Failed("delivery timed out"));
        assertThat(count("failed")).isEqualTo(1);
    }

    @Test
    void shouldLosePatienceOnlyWithThoseWhoWaitedLongEnough() {
        Patience patience = new Patience(Duration.ofSeconds(1));
        Handover waiting = begin(ROOMY);
        patience.add(waiting);
        patience.expire(waiting.start() + Duration.ofMillis(999).toNanos());
        assertThat(gateway.count("written")).isZero();

        patience.expire(waiting.start() + Duration.ofSeconds(1).toNanos());
        awaitTold(1);
        assertThat(told).containsExactly(PublishResult.SPOOLED);
    }

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private Replay replay;

    private Handover begin(long spoolBytes) {
        gateway = SpoolFixture.in(directory, spoolBytes);
        replay = new Replay(
                gateway.spool.storage(),
                producer,
                Set.of(SpoolFixture.TOPIC),
                trust,
                gateway.meters,
                gateway.spool.aside());
        Handover handover = handover();
        handover.begin();
        return handover;
    }

    private Handover handover() {
        return new Handover(
                record(1),
                new Handover.Roads((sent, done) -> kafka.add(done), gateway.spool, replay, trust),
                new GatewayMetrics(gateway.registry).records(Topics.POSTBACKS),
                told::add);
    }

    private void awaitTold(int count) {
        await().until(() -> told.size() >= count);
    }

    private double count(String result) {
        return gateway.registry
                .get("ricochet.gateway.records")
                .tag("result", result)
                .counter()
                .count();
    }
}
