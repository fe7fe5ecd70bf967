package dev.ricochet.attribution.clickstore;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
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
    /** The clicks partition: a click's offset is its place in it. */
    final List<String> topic = new CopyOnWriteArrayList<>();
    /** The ranges of the topic that were read again, as {@code from-to}. */
    final List<String> readAgain = new CopyOnWriteArrayList<>();

    private final Semaphore topicAnswers = new Semaphore(Integer.MAX_VALUE);
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

    /** Appends a click to the topic and puts it. */
    void put(String clickId) {
        topic.add(clickId);
        putAgain(clickId);
    }

    /** Puts what is in the topic already. */
    void putAgain(String clickId) {
        store.put(ClickKey.of(clickId), valueOf(clickId));
    }

    boolean has(String clickId) {
        byte[] found = store.find(clickId);
        if (found != null && !Arrays.equals(found, valueOf(clickId))) {
            throw new AssertionError("another value than was put: " + clickId);
        }
        return found != null;
    }

    /** Until {@link #topicAnswers} nothing can be read again. */
    void topicIsAway() {
        topicAnswers.drainPermits();
    }

    void topicAnswers() {
        topicAnswers.release(Integer.MAX_VALUE);
    }

    void awaitRebuilt() {
        await().until(() -> {
            store.arrivals().forEach(arrived::add);
            return !store.isRebuilding();
        });
    }

    /** What the store told of while {@link #awaitRebuilt} waited. */
    final List<ClickKey> arrived = new ArrayList<>();

    /** Commits all that was put. */
    void commit() {
        commit(topic.size() - 1L);
    }

    /** The same, and everything is on disk when this returns. */
    void flush() {
        clockMoves(Duration.ofSeconds(31));
        commit();
        await().until(() -> Objects.equals(store.committedOffset(PARTITION), topic.size() - 1L) || onceMore());
    }

    private boolean onceMore() {
        clockMoves(Duration.ofSeconds(31));
        commit();
        return false;
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
        stop();
        start();
    }

    void stop() {
        store.close();
    }

    void start() {
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
        ClickStore opened = new ClickStoreBuilder("click-store", settings, clock, meters).build(context -> this::read);
        init(opened);
        return opened;
    }

    private void read(long from, long to, ClickHistory.Reader reader) {
        readAgain.add(from + "-" + (to == SegmentRange.OPEN ? "end" : to));
        topicAnswers.acquireUninterruptibly();
        topicAnswers.release();
        for (int offset = (int) from; offset < topic.size() && offset <= to && reader.goesOn(); offset++) {
            String click = topic.get(offset);
            reader.record(click.getBytes(StandardCharsets.US_ASCII), valueOf(click));
        }
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

    /** Copies the files as they were at one moment, although the store's own threads may be writing them. */
    private static void copy(Path from, Path to) {
        await().ignoreException(NoSuchFileException.class).until(() -> {
            Map<Path, String> before = stateOf(from);
            Utils.delete(to.toFile());
            for (Path path : before.keySet()) {
                Path target = to.resolve(from.relativize(path));
                Files.createDirectories(target.getParent());
                Files.copy(path, target);
            }
            return stateOf(from).equals(before);
        });
    }

    /** Every file with its size and the time of its last change. */
    private static Map<Path, String> stateOf(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            Map<Path, String> state = new HashMap<>();
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                state.put(path, Files.size(path) + " " + Files.getLastModifiedTime(path));
            }
            return state;
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
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
