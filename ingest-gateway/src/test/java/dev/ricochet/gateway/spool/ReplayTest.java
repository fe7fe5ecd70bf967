package dev.ricochet.gateway.spool;

import static dev.ricochet.gateway.spool.SpoolFixture.record;
import static dev.ricochet.gateway.spool.SpoolFixture.valuesUpTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The replay with a real spool and a stand-in for Kafka. Sequences begin at 1, values at 0. */
class ReplayTest {

    @TempDir
    private Path directory;

    private final KafkaTrust trust = new KafkaTrust();
    private SpoolFixture gateway;

    @BeforeEach
    void open() {
        gateway = SpoolFixture.in(directory);
    }

    @AfterEach
    void close() throws Exception {
        gateway.close();
    }

    @Test
    void shouldSendEverythingInItsOrderAsItWasAndForgetIt() throws Exception {
        gateway.fill(100);
        trust.waitedInVain(System.nanoTime());
        ScriptedProducer kafka = new ScriptedProducer();

        drain(replay(kafka));

        assertThat(kafka.values()).isEqualTo(valuesUpTo(100));
        ProducerRecord<byte[], byte[]> first = kafka.history().get(0);
        assertThat(first.timestamp()).isEqualTo(SpoolFixture.ACCEPTED_AT);
        assertThat(first.headers().lastHeader("traceparent").value()).isEqualTo("00-trace".getBytes(UTF_8));
        assertThat(gateway.values()).isEmpty();
        assertThat(gateway.count("replayed")).isEqualTo(100);
        assertThat(gateway.gauge("records")).isZero();
        assertThat(trust.isTrusted()).isTrue();
    }

    @Test
    void shouldKeepWhatIsNotAcknowledgedAndProbeWithAFewEntries() throws Exception {
        gateway.fill(1_000);
        trust.waitedInVain(System.nanoTime());
        ScriptedProducer kafka = new ScriptedProducer();
        Replay replay = replay(kafka);
        kafka.failNext(128, new TimeoutException("away"));

        long pause = replay.step();
        long longer = replay.step();

        assertThat(pause).isPositive();
        assertThat(longer).isGreaterThan(pause);
        assertThat(kafka.history()).hasSize(128);
        assertThat(gateway.values()).isEqualTo(valuesUpTo(1_000));
        assertThat(trust.isTrusted()).isFalse();
        drain(replay);
        assertThat(kafka.values().subList(128, 1_128)).isEqualTo(valuesUpTo(1_000));
        assertThat(gateway.count("replayed")).isEqualTo(1_000);
    }

    @Test
    void shouldSendAgainOnlyWhatFailedAndTrustAKafkaThatTakesTheRest() throws Exception {
        gateway.fill(1_000);
        trust.waitedInVain(System.nanoTime());
        ScriptedProducer kafka = new ScriptedProducer();
        Replay replay = replay(kafka);
        for (int step = 0; step < 3; step++) {
            kafka.failNext(1, new TimeoutException("one partition is away"));
            assertThat(replay.step()).isPositive();
        }

        assertThat(trust.isTrusted()).isTrue();
        assertThat(kafka.values())
                .hasSize(64 + 65 + 129)
                .filteredOn("value-0"::equals)
                .hasSize(3);
        drain(replay);
        assertThat(kafka.values()).containsAll(valuesUpTo(1_000)).hasSize(1_003);
        assertThat(gateway.values()).isEmpty();
    }

    @Test
    void shouldNotLetARecordThatKafkaRefusesForEverHoldUpTheOthers() throws Exception {
        gateway.fill(3);
        ScriptedProducer kafka = new ScriptedProducer();
        kafka.failNext(1, new RecordTooLargeException("1 MiB at most"));

        drain(replay(kafka));

        assertThat(gateway.values()).isEmpty();
        assertThat(gateway.count("refused")).isEqualTo(1);
        assertThat(gateway.count("replayed")).isEqualTo(2);
        byte[] kept = Files.readAllBytes(aside("refused-1-"));
        assertThat(EntryForm.read(1, kept).record().value()).isEqualTo("value-0".getBytes(UTF_8));
    }

    @Test
    void shouldPutAsideWhatCannotBeRead() throws Exception {
        gateway.fill(3);
        gateway.close();
        try (SpoolStore store =
                SpoolStore.open(directory.resolve("db"), org.rocksdb.WALRecoveryMode.TolerateCorruptedTailRecords)) {
            SpoolStore.Raw second = store.read(2, 1, 1_000).get(0);
            second.value()[second.value().length - 1] ^= 1;
            store.append(List.of(second));
        }
        gateway = SpoolFixture.in(directory);
        ScriptedProducer kafka = new ScriptedProducer();

        drain(replay(kafka));

        assertThat(kafka.values()).containsExactly("value-0", "value-2");
        assertThat(gateway.count("corrupt")).isEqualTo(1);
        assertThat(aside("corrupt-2-")).isNotEmptyFile();
        assertThat(gateway.values()).isEmpty();
    }

    @Test
    void shouldNotSendWhatKafkaAcknowledgedByTheDirectWayAfterAll() throws Exception {
        gateway.fill(3);
        ScriptedProducer kafka = new ScriptedProducer();
        Replay replay = replay(kafka);
        replay.forget(2);

        drain(replay);

        assertThat(kafka.values()).containsExactly("value-0", "value-2");
        assertThat(gateway.count("superseded")).isEqualTo(1);
        assertThat(gateway.count("replayed")).isEqualTo(2);
    }

    @Test
    void shouldGoOnWhereItStoodAfterARestart() throws Exception {
        gateway.fill(5);
        ScriptedProducer kafka = new ScriptedProducer();
        replay(kafka).step();
        gateway.close();
        gateway = SpoolFixture.in(directory);

        drain(replay(kafka));

        assertThat(kafka.values()).isEqualTo(valuesUpTo(5));
    }

    @Test
    void shouldTakeNewEntriesWhileItReplays() throws Exception {
        gateway.fill(5);
        ScriptedProducer kafka = new ScriptedProducer();
        Replay replay = replay(kafka);
        replay.step();
        gateway.offer(record("new")).sequence.get(5, TimeUnit.SECONDS);

        drain(replay);

        assertThat(kafka.values()).hasSize(6).endsWith("new");
    }

    private Replay replay(ScriptedProducer kafka) {
        return new Replay(
                gateway.spool.storage(),
                kafka,
                Set.of(SpoolFixture.TOPIC),
                trust,
                gateway.meters,
                gateway.spool.aside());
    }

    private void drain(Replay replay) throws Exception {
        for (int steps = 0; gateway.spool.storage().depth().records() > 0 && steps < 50; steps++) {
            replay.step();
        }
    }

    private Path aside(String prefix) throws Exception {
        try (var files = Files.list(directory.resolve("aside"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Acknowledges at once, or fails as told. */
    private static final class ScriptedProducer extends MockProducer<byte[], byte[]> {
        private int failures;
        private RuntimeException failure;

        ScriptedProducer() {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        void failNext(int count, RuntimeException why) {
            failures = count;
            failure = why;
        }

        @Override
        public synchronized java.util.concurrent.Future<org.apache.kafka.clients.producer.RecordMetadata> send(
                ProducerRecord<byte[], byte[]> record) {
            var sent = super.send(record);
            if (failures > 0) {
                failures--;
                errorNext(failure);
            } else {
                completeNext();
            }
            return sent;
        }

        List<String> values() {
            return history().stream()
                    .map(record -> SpoolFixture.text(record.value()))
                    .toList();
        }
    }
}
