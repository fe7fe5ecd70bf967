package dev.ricochet.attribution.clickstore;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;

/** A click store in a directory, which can be closed, crashed and opened again. */
final class StoreUnderTest implements AutoCloseable {

    static final TopicPartition PARTITION = new TopicPartition("ricochet.clicks.v1", 0);
    static final Duration RETENTION = Duration.ofDays(7);

    final MeterRegistry meters = new SimpleMeterRegistry();
    final ClickStoreSettings settings;
    private final TestClock clock;
    private Path directory;
    private ClickStore store;

    StoreUnderTest(Path directory, Instant now, Duration flushInterval, int openSegments) {
        this.directory = directory;
        this.clock = new TestClock(now);
        this.settings = new ClickStoreSettings(
                RETENTION, Duration.ofMinutes(10), flushInterval, 64L << 20, 16L << 20, openSegments);
        this.store = open();
    }

    static StoreUnderTest in(Path directory, Instant now) {
        return new StoreUnderTest(directory, now, Duration.ofSeconds(30), 40);
    }

    ClickStore store() {
        return store;
    }

    void put(String clickId) {
        store.put(ClickKey.of(clickId), valueOf(clickId));
    }

    boolean has(String clickId) {
        byte[] found = store.find(clickId);
        if (found != null && !Arrays.equals(found, valueOf(clickId))) {
            throw new AssertionError("another value than was put: " + clickId);
        }
        return found != null;
    }

    void commit(long offset) {
        store.commit(Map.of(PARTITION, offset));
    }

    void clockMoves(Duration by) {
        clock.now = clock.now.plus(by);
    }

    double count(String result) {
        return meters.get("ricochet.match.clicks")
                .tag("result", result)
                .counter()
                .count();
    }

    void restart() {
        store.close();
        store = open();
    }

    /** As Kafka Streams does after a fault: the disk is given up, the same store is opened again and filled anew. */
    void revive(Path elsewhere) {
        store.close();
        directory = elsewhere;
        init(store);
    }

    /** Goes on with what is on disk now, as after kill -9: what is only in memory is lost. */
    void crash(Path elsewhere) {
        copy(directory, elsewhere);
        store.close();
        directory = elsewhere;
        store = open();
    }

    Path segment(String clickId) {
        return directory
                .resolve("click-store")
                .resolve(Long.toString(ClickKey.of(clickId).day()));
    }

    @Override
    public void close() {
        store.close();
    }

    private ClickStore open() {
        ClickStore opened = new ClickStoreBuilder("click-store", settings, clock, meters).build();
        init(opened);
        return opened;
    }

    private void init(ClickStore opened) {
        MockProcessorContext<Void, Void> context =
                new MockProcessorContext<>(new Properties(), new TaskId(0, 0), directory.toFile());
        StateStoreContext storeContext = context.getStateStoreContext();
        opened.init(storeContext, (StateStore) opened);
    }

    private static byte[] valueOf(String clickId) {
        byte[] value = new byte[5 + 33 + 3];
        value[4] = 7;
        value[5] = 64;
        System.arraycopy(clickId.getBytes(StandardCharsets.US_ASCII), 0, value, 6, 32);
        value[40] = (byte) clickId.charAt(31);
        return value;
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static final class TestClock extends Clock {

        private Instant now;

        TestClock(Instant now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("UTC only");
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
