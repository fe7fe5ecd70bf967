package dev.ricochet.attribution.clickstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The segments of one store: which days exist on disk, which of them are open. */
final class Segments implements AutoCloseable {

    private final Path directory;
    private final ClickStoreMemory memory;
    private final int openLimit;
    private final NavigableSet<Long> days = new TreeSet<>();
    private final Map<Long, Segment> open = new LinkedHashMap<>(16, 0.75f, true);
    private final AtomicLong gauge;

    // Nearly every click is of the same day as the one before.
    private @Nullable Segment last;
    private long lastDay = -1;

    /**
     * Finds the segments in a directory.
     *
     * @param gauge counts segments over all stores
     */
    Segments(Path directory, ClickStoreMemory memory, int openLimit, AtomicLong gauge) {
        this.gauge = gauge;
        this.directory = directory;
        this.memory = memory;
        this.openLimit = openLimit;
        try (Stream<Path> entries = Files.list(directory)) {
            entries.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("\\d{1,18}"))
                    .forEach(name -> days.add(Long.parseLong(name)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the click segments in " + directory + " cannot be listed", unreadable);
        }
        gauge.addAndGet(days.size());
    }

    /** The segment of a day, made if it is not there. */
    Segment forWriting(long day) {
        Segment segment = last;
        if (day == lastDay && segment != null) {
            return segment;
        }
        if (days.add(day)) {
            gauge.incrementAndGet();
        }
        return opened(day);
    }

    /** The segment of a day, or null if there is none: then no click of that day was ever put. */
    @Nullable Segment forReading(long day) {
        return days.contains(day) ? opened(day) : null;
    }

    /** The newest day of which there is a segment not after the given one, or -1. */
    long newestUpTo(long day) {
        Long newest = days.floor(day);
        return newest == null ? -1 : newest;
    }

    /** Deletes the segments before a day; returns how many. */
    int dropBefore(long day) {
        int dropped = 0;
        for (Iterator<Long> old = days.headSet(day).iterator(); old.hasNext(); dropped++) {
            long expired = old.next();
            old.remove();
            gauge.decrementAndGet();
            delete(expired);
        }
        return dropped;
    }

    /** Deletes one segment, whatever state it is in. */
    void drop(long day) {
        if (days.remove(day)) {
            gauge.decrementAndGet();
        }
        delete(day);
    }

    /** Returns when all that was put is on disk. */
    void flush() {
        open.values().forEach(Segment::flush);
    }

    @Override
    public void close() {
        open.values().forEach(Segment::close);
        open.clear();
        last = null;
        gauge.addAndGet(-days.size());
    }

    private Segment opened(long day) {
        Segment segment = open.get(day);
        if (segment == null) {
            closeLeastUsed();
            segment = Segment.open(day, directory(day), memory);
            open.put(day, segment);
        }
        last = segment;
        lastDay = day;
        return segment;
    }

    private void closeLeastUsed() {
        while (open.size() >= openLimit) {
            Iterator<Segment> leastUsedFirst = open.values().iterator();
            Segment leastUsed = leastUsedFirst.next();
            leastUsed.flush();
            leastUsedFirst.remove();
            last = null;
            leastUsed.close();
        }
    }

    private void delete(long day) {
        Segment segment = open.remove(day);
        if (segment != null) {
            last = null;
            segment.close();
        }
        if (!Files.exists(directory(day))) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory(day))) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("click segment " + directory(day) + " cannot be deleted", failed);
        }
    }

    private Path directory(long day) {
        return directory.resolve(Long.toString(day));
    }
}
