package dev.ricochet.attribution.clickstore;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.jspecify.annotations.Nullable;

/**
 * The clicks of one partition. Used by one thread at a time, as Kafka Streams does with a task's stores.
 *
 * <p><b>Time</b> is the latest click's time. A click further ahead of the clock than the limit is kept in its own day's
 * segment and found there, but moves no time and expires nothing. A click whose day has passed out of the retention is
 * counted and dropped.
 *
 * <p><b>The same click again</b> (an id names one click for ever) is dropped if it comes soon after the first, and
 * otherwise replaces it with itself.
 *
 * <p><b>Offsets</b> are the store's own affair: the manifest is written only after the clicks before its offset are on
 * disk. An unclean stop loses at most what came within the flush interval, and exactly that is read again from the topic.
 *
 * <p><b>A damaged day</b> is read again from the topic beside everything else. Until that is done a click that is not
 * found may still come.
 */
public final class ClickStore implements StateStore {

    private final String name;
    private final ClickStoreSettings settings;
    private final Clock clock;
    private final ClickStoreMemory memory;
    private final ClickStoreMeters meters;
    private final ClickTime time;
    private final Histories histories;
    private RecentClicks recent = new RecentClicks();
    private final Set<ClickKey> awaited = new HashSet<>();
    private final List<ClickKey> arrived = new ArrayList<>();

    private @Nullable StoreFiles files;
    private Map<TopicPartition, Long> committed = Map.of();
    private long flushedAt;
    private long commits;
    private long oldestDay;
    private long storedSinceCount;

    /** How a store finds the topic that it is a copy of. */
    interface Histories {
        ClickHistory of(StateStoreContext context);
    }

    ClickStore(
            String name,
            ClickStoreSettings settings,
            Clock clock,
            ClickStoreMemory memory,
            ClickStoreMeters meters,
            Histories histories) {
        this.name = name;
        this.histories = histories;
        this.settings = settings;
        this.clock = clock;
        this.memory = memory;
        this.meters = meters;
        this.time = new ClickTime(clock, settings.futureLimit(), settings.retention());
    }

    /** Keeps a click: the value as it lies in the topic, in the Confluent frame. */
    public void put(ClickKey key, byte[] framed) {
        long day = key.day();
        if (day < oldestDay) {
            meters.expired.increment();
            return;
        }
        if (recent.repeated(key)) {
            meters.repeated.increment();
            return;
        }
        if (!time.observe(key.millis())) {
            meters.ahead.increment();
        }
        storedSinceCount++;
        if (files().put(day, key, framed)) {
            expire();
        }
        if (!awaited.isEmpty() && awaited.remove(key)) {
            arrived.add(key);
        }
    }

    /**
     * Finds a click.
     *
     * @param clickId a genuine id; its signature was verified
     * @return the click's value in the Confluent frame, or null if this store does not have it, or not yet again while
     *     it {@link #isRebuilding}
     */
    public byte @Nullable [] find(String clickId) {
        byte[] stored = stored(ClickKey.of(clickId));
        return stored == null ? null : ClickValue.read(stored, clickId);
    }

    /**
     * Clicks that may be of the same visitor on the same offer as this one, from a time up to this one, the oldest first: the
     * newest of them, and where there are more, the oldest too. Empty where the click belongs to no visitor's path; some may
     * be missing while it {@link #isRebuilding}.
     */
    public List<ClickKey> visits(ClickKey upTo, long sinceMillis, int newest, int oldest) {
        List<ClickKey> found = upTo.isOfVisitor()
                ? files().ask(segments -> VisitorIndex.visits(segments, upTo, sinceMillis, newest, oldest))
                : null;
        return found == null ? List.of() : found;
    }

    /**
     * True while a damaged day is being read again: a click that is not found may still be there. {@link #arrivals} tells
     * of those awaited.
     */
    public boolean isRebuilding() {
        return files().isRebuilding();
    }

    /** True if the store has the click. */
    public boolean contains(ClickKey key) {
        return stored(key) != null;
    }

    /** The oldest time that the store still answers for: clicks before it are forgotten. */
    public long oldestMillis() {
        return TimeUnit.DAYS.toMillis(oldestDay);
    }

    /** Asks to be told by {@link #arrivals} when this click is put. */
    public void await(ClickKey key) {
        awaited.add(key);
    }

    /** Takes back {@link #await}. */
    public void forget(ClickKey key) {
        awaited.remove(key);
    }

    /** The awaited clicks that were put, or read again, since the last call. */
    public List<ClickKey> arrivals() {
        if (isRebuilding()) {
            tellOfRebuilt();
        }
        if (arrived.isEmpty()) {
            return List.of();
        }
        List<ClickKey> clicks = List.copyOf(arrived);
        arrived.clear();
        return clicks;
    }

    /**
     * Counts the commits of the task. What was sent before a commit is acknowledged by the broker after it; so whoever
     * sees the count grow knows that what it sent before is safe.
     */
    public long commits() {
        return commits;
    }

    /** Up to where the clicks partition has been consumed, as of the last commit: the next offset to read. */
    public long consumedUpTo() {
        return committed.values().stream().mapToLong(offset -> offset + 1).max().orElse(0);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        Path directory = context.stateDir().toPath().resolve(name);
        ClickHistory history = histories.of(context);
        StoreFiles opened = StoreFiles.open(directory, history, memory, settings.openSegments(), meters);
        files = opened;
        // Kafka Streams opens the same store again after a fault: what it took for known may not be on disk.
        recent = new RecentClicks();
        committed = Map.of();
        flushedAt = clock.millis();
        long today = TimeUnit.MILLISECONDS.toDays(flushedAt);
        time.observe(TimeUnit.DAYS.toMillis(opened.newestUpTo(today)));
        expire();
        context.register(root, (BatchingStateRestoreCallback) this::restore);
    }

    /** Called after the broker has acknowledged all that the task sent. */
    @Override
    public void commit(Map<TopicPartition, Long> offsets) {
        commits++;
        count();
        if (offsets.isEmpty() || offsets.values().stream().anyMatch(Objects::isNull)) {
            committed = Map.of();
            files().forgetOffsets();
            return;
        }
        if (offsets.values().stream().anyMatch(offset -> offset < 0)) {
            // Kafka Streams' way to say that nothing was consumed yet.
            return;
        }
        committed = new HashMap<>(offsets);
        files().consumed(committed);
        if (isRebuilding()) {
            tellOfRebuilt();
        }
        if (clock.millis() - flushedAt >= settings.flushInterval().toMillis()) {
            files().flushLater(committed);
            flushedAt = clock.millis();
            expire();
        }
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        return files().offset(partition);
    }

    @Override
    @SuppressWarnings("deprecation") // New stores say true until the method goes.
    public boolean managesOffsets() {
        return true;
    }

    @Override
    public void close() {
        StoreFiles open = files;
        if (open == null) {
            return;
        }
        count();
        try {
            open.flush(committed);
        } finally {
            files = null;
            open.close();
            awaited.clear();
            arrived.clear();
        }
    }

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return files != null;
    }

    private void restore(Collection<KeyValue<byte[], byte[]>> records) {
        for (KeyValue<byte[], byte[]> record : records) {
            ClickKey key = ClickKey.ofOrNull(record.key);
            if (key == null || record.value == null) {
                meters.malformed.increment();
            } else {
                put(key, record.value);
            }
        }
    }

    private byte @Nullable [] stored(ClickKey key) {
        return files().get(key);
    }

    private void tellOfRebuilt() {
        for (long day : files().rebuilt()) {
            for (ClickKey click : List.copyOf(awaited)) {
                if (click.day() == day && contains(click)) {
                    awaited.remove(click);
                    arrived.add(click);
                }
            }
        }
    }

    /** Deletes the days that are over. */
    private void expire() {
        long day = time.oldestDay();
        if (day > oldestDay) {
            oldestDay = day;
            meters.segmentsDropped.increment(files().dropBefore(day));
        }
    }

    /** Counters are touched once a commit, not once a click. */
    private void count() {
        meters.stored.increment((double) storedSinceCount);
        storedSinceCount = 0;
    }

    private StoreFiles files() {
        StoreFiles open = files;
        if (open == null) {
            throw new IllegalStateException("click store " + name + " is not open");
        }
        return open;
    }
}
