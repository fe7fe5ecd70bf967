package dev.ricochet.attribution.clickstore;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one store has on disk: segments, and the manifest that says what is in them. Flushing happens on another thread; the
 * manifest follows when all segments are flushed, so it never says more than is there. A damaged segment is replaced by an
 * empty one, which is filled again from the topic beside everything else.
 */
final class StoreFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoreFiles.class);

    private final ManifestFile file;
    private final Segments segments;
    private final Rebuilds rebuilds;
    private final ClickStoreMemory memory;
    private final ClickStoreMeters meters;

    private CompletableFuture<Map<String, Long>> flushing;
    private Map<String, Long> onDisk;
    private boolean changed;
    private long position;

    private StoreFiles(
            ManifestFile file,
            Manifest manifest,
            Segments segments,
            Rebuilds rebuilds,
            ClickStoreMemory memory,
            ClickStoreMeters meters) {
        this.file = file;
        this.segments = segments;
        this.rebuilds = rebuilds;
        this.memory = memory;
        this.meters = meters;
        this.onDisk = manifest.offsets();
        this.flushing = CompletableFuture.completedFuture(onDisk);
        this.position = next(onDisk);
    }

    /** Opens what is there, and begins to read again what is known to be missing. */
    static StoreFiles open(
            Path directory, ClickHistory history, ClickStoreMemory memory, int openSegments, ClickStoreMeters meters) {
        ManifestFile file = new ManifestFile(directory);
        Manifest manifest = file.read();
        Segments segments = new Segments(directory, manifest.days(), memory, openSegments, meters.segments);
        Rebuilds rebuilds = new Rebuilds(history, meters.rebuilding);
        StoreFiles files = new StoreFiles(file, manifest, segments, rebuilds, memory, meters);
        List<Long> missing = segments.missing();
        for (long day : segments.unfinished()) {
            Segment empty = segments.beginAnew(day, segments.range(day).to());
            rebuilds.start(empty, segments.range(day));
        }
        for (long day : missing) {
            files.rebuild(new DamagedSegmentException(day, "its directory is gone", null));
        }
        return files;
    }

    /** Adds a click; returns true if it filled a batch, which then was written. */
    boolean put(long day, ClickKey key, byte[] framed) {
        try {
            return segments.forWriting(day, position).put(key, framed);
        } catch (DamagedSegmentException damaged) {
            // This click, and what gathered beside it, lies behind what is known to have been on disk.
            rebuild(damaged, SegmentRange.OPEN);
            return false;
        }
    }

    /** The stored form of a click, or null. While {@link #isRebuilding} null may also mean: not yet again. */
    byte @Nullable [] get(ClickKey key) {
        return ask(days -> {
            Segment segment = days.forReading(key.day());
            return segment == null ? null : segment.get(key);
        });
    }

    /** Asks the segments something; null where that shows that one is damaged, which then begins to be read again. */
    <T> @Nullable T ask(Function<Segments, @Nullable T> question) {
        try {
            return question.apply(segments);
        } catch (DamagedSegmentException damaged) {
            rebuild(damaged);
            return null;
        }
    }

    /** True while a day is being read again. */
    boolean isRebuilding() {
        return !rebuilds.isEmpty();
    }

    /** The days that have all their clicks again since the last call. */
    List<Long> rebuilt() {
        List<Long> days = rebuilds.settle(segments);
        changed |= !days.isEmpty();
        return days;
    }

    long newestUpTo(long day) {
        return segments.newestUpTo(day);
    }

    int dropBefore(long day) {
        rebuilds.cancelBefore(day);
        return segments.dropBefore(day);
    }

    /** The last offset whose click, and all before it, is on disk; null if there is none. */
    @Nullable Long offset(TopicPartition partition) {
        return onDisk.get(partition.toString());
    }

    /** Takes note that the partition has been read up to these offsets, all of whose clicks were put. */
    void consumed(Map<TopicPartition, Long> offsets) {
        position = next(named(offsets));
    }

    /** Brings what was put to disk, in the background; does nothing while the last time still lasts. */
    void flushLater(Map<TopicPartition, Long> offsets) {
        if (flushing.isDone()) {
            settleFlush();
            beginFlush(named(offsets));
        }
    }

    /** Returns when all that was put is on disk. */
    void flush(Map<TopicPartition, Long> offsets) {
        settleFlush();
        beginFlush(named(offsets));
        settleFlush();
    }

    /** Forgets the offsets: the next start reads the whole topic again. */
    void forgetOffsets() {
        settleFlush();
        onDisk = Map.of();
        position = 0;
        file.write(new Manifest(onDisk, segments.ranges()));
    }

    @Override
    public void close() {
        rebuilds.cancelAll();
        try {
            flushing.join();
        } catch (CompletionException failed) {
            LOG.warn("clicks could not be brought to disk, will be read again", failed);
        } finally {
            segments.close();
        }
    }

    private void beginFlush(Map<String, Long> offsets) {
        if (offsets.isEmpty() || (offsets.equals(onDisk) && !changed)) {
            return;
        }
        try {
            List<Segment> dirty = segments.dirty();
            Manifest next = new Manifest(offsets, segments.rangesOnceFlushed(dirty, next(offsets) - 1));
            changed = false;
            flushing = CompletableFuture.supplyAsync(
                    () -> {
                        dirty.forEach(Segment::flush);
                        file.write(next);
                        return next.offsets();
                    },
                    memory.flusher());
        } catch (DamagedSegmentException damaged) {
            rebuild(damaged);
        }
    }

    /** Waits for the flush that runs, if one does. */
    private void settleFlush() {
        try {
            onDisk = flushing.join();
        } catch (CompletionException failed) {
            flushing = CompletableFuture.completedFuture(onDisk);
            changed = true;
            if (failed.getCause() instanceof DamagedSegmentException damaged) {
                rebuild(damaged);
            } else if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            } else {
                throw failed;
            }
        }
    }

    private void rebuild(DamagedSegmentException damaged) {
        rebuild(damaged, segments.putUpTo(damaged.day()));
    }

    /** @param lostUpTo no click behind this offset was put into the day's segment */
    private void rebuild(DamagedSegmentException damaged, long lostUpTo) {
        settleFlush();
        long day = damaged.day();
        Segment empty = segments.beginAnew(day, lostUpTo);
        SegmentRange range = segments.range(day);
        LOG.atError()
                .addKeyValue("day", day)
                .addKeyValue("date", LocalDate.ofEpochDay(day).toString())
                .addKeyValue("from_offset", range.from())
                .addKeyValue("to_offset", range.to() == SegmentRange.OPEN ? "end" : range.to())
                .setCause(damaged)
                .log("click segment is damaged, reading its day again from the topic");
        meters.damaged.increment();
        // Before anything is put into it: after a crash it must not pass for whole.
        file.write(new Manifest(onDisk, segments.ranges()));
        rebuilds.start(empty, range);
    }

    private static Map<String, Long> named(Map<TopicPartition, Long> offsets) {
        Map<String, Long> named = new TreeMap<>();
        offsets.forEach((partition, offset) -> named.put(partition.toString(), offset));
        return named;
    }

    private static long next(Map<String, Long> offsets) {
        return offsets.values().stream().mapToLong(offset -> offset + 1).max().orElse(0);
    }
}
