package dev.ricochet.gateway.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricochet.gateway.metrics.GatewayMetrics;
import dev.ricochet.gateway.metrics.SpoolMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A real spool in a directory, and what a test wants to know about it. */
final class SpoolFixture implements AutoCloseable {
    static final String TOPIC = "ricochet.postbacks.v1";
    static final long ACCEPTED_AT = 1_700_000_000_000L;
    private static final long ROOMY = 1L << 30;

    final MeterRegistry registry = new SimpleMeterRegistry();
    final SpoolMeters meters = new GatewayMetrics(registry).spool();
    final List<Throwable> defects = new ArrayList<>();
    final Spool spool;

    private SpoolFixture(Path directory, long mostBytes) {
        spool = Spool.open(new SpoolSettings(directory, mostBytes, Duration.ofSeconds(1)), meters, defects::add);
    }

    static SpoolFixture in(Path directory) {
        return new SpoolFixture(directory, ROOMY);
    }

    static SpoolFixture in(Path directory, long mostBytes) {
        return new SpoolFixture(directory, mostBytes);
    }

    static ProducerRecord<byte[], byte[]> record(int number) {
        return record("value-" + number);
    }

    static ProducerRecord<byte[], byte[]> record(String value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(TOPIC, null, ACCEPTED_AT, "key".getBytes(UTF_8), value.getBytes(UTF_8));
        record.headers().add("traceparent", "00-trace".getBytes(UTF_8));
        return record;
    }

    static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    /** The listener of one record. */
    static final class Heard implements Spool.Listener {
        final CompletableFuture<Long> sequence = new CompletableFuture<>();
        volatile boolean settled;

        @Override
        public void held(long held) {
            sequence.complete(held);
        }

        @Override
        public void refused(String why) {
            sequence.completeExceptionally(new IllegalStateException(why));
        }

        @Override
        public boolean isSettled() {
            return settled;
        }
    }

    Heard offer(ProducerRecord<byte[], byte[]> record) {
        Heard heard = new Heard();
        spool.offer(record, heard);
        return heard;
    }

    /** Puts records 0 to before {@code count} there and returns when all are held. */
    void fill(int count) throws Exception {
        List<Heard> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(offer(record(i)));
        }
        for (Heard heard : all) {
            heard.sequence.get(20, TimeUnit.SECONDS);
        }
    }

    /** The values of all that can be read, in order; what is corrupt as its reason. */
    List<String> values() {
        List<String> values = new ArrayList<>();
        for (SpoolStore.Raw raw : spool.storage().read(0, Integer.MAX_VALUE, Long.MAX_VALUE)) {
            try {
                values.add(text(EntryForm.read(Storage.sequenceOf(raw), raw.value())
                        .record()
                        .value()));
            } catch (EntryForm.CorruptEntryException e) {
                values.add(e.getMessage());
            }
        }
        return values;
    }

    static List<String> valuesUpTo(int count) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add("value-" + i);
        }
        return values;
    }

    double count(String name) {
        return registry.get("ricochet.gateway.spool." + name).counter().count();
    }

    double gauge(String name) {
        return registry.get("ricochet.gateway.spool." + name).gauge().value();
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
