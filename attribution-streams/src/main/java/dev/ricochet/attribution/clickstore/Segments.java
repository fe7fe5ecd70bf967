package dev.ricochet.attribution.clickstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** The segments of one store: which days there are, where their clicks lie in the topic, which of them are open. */
final class Segments implements AutoCloseable {

    private final Path directory;
    private final ClickStoreMemory memory;
    private final int openLimit;
    private final NavigableMap<Long, SegmentRange> days;
    private final Map<Long, Segment> open = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<Long> keptOpen = new HashSet<>();
    private final AtomicLong gauge;

    // Nearly every click is of the same day as the one before.
    private @Nullable Segment last;
    private long lastDay = -1;

    /**
     * Takes over what the manifest lists. A directory that it does not list was made after it, and holds only clicks
     * that will be read again.
     *
     * @param gauge counts segments over all stores
     */
    Segments(
            Path directory,
            SortedMap<Long, SegmentRange> listed,
            ClickStoreMemory memory,
            int openLimit,
            AtomicLong gauge) {
        this.gauge = gauge;
        this.directory = directory;
        this.memory = memory;
        this.openLimit = openLimit;
        this.days = new TreeMap<>(listed);
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.filter(Files::isDirectory).toList()) {
                String name = entry.getFileName().toString();
                if (!name.matches("\\d{1,18}") || !days.containsKey(Long.valueOf(name))) {
                    Utils.delete(entry.toFile());
                }
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException("the click segments in " + directory + " cannot be listed", unusable);
        }
        gauge.addAndGet(days.size());
    }

    /**
     * The segment of a day, made if it is not there.
     *
     * @param position the offset from which the partition has not been read yet
     */
    Segment forWriting(long day, long position) {
        Segment segment = last;
        if (day == lastDay && segment != null) {
            return segment;
        }
        if (days.putIfAbsent(day, SegmentRange.beginningAt(position)) == null) {
            gauge.incrementAndGet();
        }
        return opened(day);
    }

    /** The segment of a day, or null if there is none: then no click of that day was ever put. */
    @Nullable Segment forReading(long day) {
        return days.containsKey(day) ? opened(day) : null;
    }

    /** The newest day of which there is a segment not after the given one, or -1. */
    long newestUpTo(long day) {
        Long newest = days.floorKey(day);
        return newest == null ? -1 : newest;
    }

    /** The days that are listed and have no directory. */
    List<Long> missing() {
        return days.entrySet().stream()
                .filter(day -> day.getValue().sequence() > 0 && !Files.exists(directory(day.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The days that were being read again when the store was closed. */
    List<Long> unfinished() {
        return days.entrySet().stream()
                .filter(day -> !day.getValue().whole())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Deletes the segments before a day; returns how many. */
    int dropBefore(long day) {
        List<Long> expired = List.copyOf(days.headMap(day).keySet());
        for (Long each : expired) {
            days.remove(each);
            gauge.decrementAndGet();
            delete(each);
        }
        return expired.size();
    }

    /** The offset behind which no click of a day was put into its segment. */
    long putUpTo(long day) {
        Segment segment = open.get(day);
        return segment != null && segment.isDirty()
                ? SegmentRange.OPEN
                : range(day).to();
    }

    /**
     * Throws away what there is of a day and begins it anew, kept open until it is {@link #rebuilt}.
     *
     * @param lostUpTo the offset up to which its clicks have to be read again
     */
    Segment beginAnew(long day, long lostUpTo) {
        SegmentRange lost = range(day).lostUpTo(lostUpTo);
        delete(day);
        days.put(day, lost);
        keptOpen.add(day);
        return opened(day);
    }

    /**
     * A day that was begun anew has all its clicks again, on disk.
     *
     * @param sequence the sequence number that was reached on disk
     */
    void rebuilt(long day, long sequence) {
        keptOpen.remove(day);
        days.computeIfPresent(day, (same, range) -> range.rebuilt(sequence));
    }

    /** Where the clicks of a listed day lie in the topic. */
    SegmentRange range(long day) {
        return Objects.requireNonNull(days.get(day), "listed");
    }

    /** Hands what is pending to RocksDB; returns the segments that then have something in memory only. */
    List<Segment> dirty() {
        List<Segment> dirty = new ArrayList<>();
        for (Segment segment : open.values()) {
            segment.write();
            if (segment.isDirty()) {
                dirty.add(segment);
            }
        }
        return dirty;
    }

    /**
     * The ranges as they will be once these segments are flushed.
     *
     * @param offset up to where the partition was read
     */
    SortedMap<Long, SegmentRange> rangesOnceFlushed(List<Segment> dirty, long offset) {
        dirty.forEach(segment -> written(segment, offset));
        days.replaceAll((day, range) ->
                range.to() == SegmentRange.OPEN && range.whole() ? range.writtenUpTo(offset, range.sequence()) : range);
        return new TreeMap<>(days);
    }

    /** The ranges as they are. */
    SortedMap<Long, SegmentRange> ranges() {
        return new TreeMap<>(days);
    }

    @Override
    public void close() {
        open.values().forEach(Segment::close);
        open.clear();
        last = null;
        gauge.addAndGet(-days.size());
    }

    private void written(Segment segment, long offset) {
        days.computeIfPresent(
                segment.day(), (day, range) -> range.whole() ? range.writtenUpTo(offset, segment.sequence()) : range);
    }

    private Segment opened(long day) {
        Segment segment = open.get(day);
        if (segment == null) {
            closeLeastUsed();
            SegmentRange range = days.get(day);
            segment = Segment.open(day, directory(day), memory, range == null ? 0 : range.sequence());
            open.put(day, segment);
        }
        last = segment;
        lastDay = day;
        return segment;
    }

    private void closeLeastUsed() {
        Iterator<Segment> leastUsedFirst = open.values().iterator();
        while (open.size() >= openLimit && leastUsedFirst.hasNext()) {
            Segment leastUsed = leastUsedFirst.next();
            if (keptOpen.contains(leastUsed.day())) {
                continue;
            }
            leastUsed.write();
            if (leastUsed.isDirty()) {
                leastUsed.flush();
                written(leastUsed, SegmentRange.OPEN);
            }
            leastUsedFirst.remove();
            last = null;
            leastUsed.close();
        }
    }

    private void delete(long day) {
        keptOpen.remove(day);
        Segment segment = open.remove(day);
        if (segment != null) {
            last = null;
            segment.close();
        }
        try {
            Utils.delete(directory(day).toFile());
        } catch (IOException failed) {
            throw new UncheckedIOException("click segment " + directory(day) + " cannot be deleted", failed);
        }
    }

    private Path directory(long day) {
        return directory.resolve(Long.toString(day));
    }
}
