package dev.ricochet.attribution.clickstore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Finds a visitor's clicks. Beside each click whose id is of version 2 lies an empty record, in the segment of the same day,
 * under
 *
 * <pre>{@code
 * 1 byte 0xff, which no click's key begins with until the year 10889; 4 bytes visitor tag; 14 bytes the click's key
 * }</pre>
 *
 * <p>so the clicks of one tag lie together in each segment, in the order of time. Others may share the tag: whoever asks
 * compares the visitor.
 */
final class VisitorIndex {

    static final int ENTRY_BYTES = 1 + Integer.BYTES + ClickKey.BYTES;

    private static final byte PREFIX = (byte) 0xff;
    private static final int KEY_AT = 1 + Integer.BYTES;

    private final Segments segments;
    private final ClickKey upTo;
    private final long sinceMillis;

    private VisitorIndex(Segments segments, ClickKey upTo, long sinceMillis) {
        this.segments = segments;
        this.upTo = upTo;
        this.sinceMillis = Math.max(0, sinceMillis);
    }

    static void writeEntry(ClickKey key, byte[] target, int at) {
        target[at] = PREFIX;
        int tag = key.visitorTag();
        for (int i = 0; i < Integer.BYTES; i++) {
            target[at + 1 + i] = (byte) (tag >>> (24 - 8 * i));
        }
        key.writeTo(target, at + KEY_AT);
    }

    /**
     * The keys under the tag of {@code upTo}, from a time up to that click itself, the oldest first: the newest of them, and
     * where there are more, the oldest too.
     *
     * @throws DamagedSegmentException if a segment has lost clicks
     */
    static List<ClickKey> visits(Segments segments, ClickKey upTo, long sinceMillis, int newest, int oldest) {
        VisitorIndex index = new VisitorIndex(segments, upTo, sinceMillis);
        List<ClickKey> last = index.newest(newest);
        if (last.size() < newest) {
            return last;
        }
        List<ClickKey> all = index.oldest(oldest, last.get(0));
        all.addAll(last);
        return all;
    }

    private List<ClickKey> newest(int most) {
        List<ClickKey> found = new ArrayList<>();
        for (long day = upTo.day(); day >= firstDay() && found.size() < most; day--) {
            Segment segment = segments.forReading(day);
            if (segment != null) {
                newest(segment, day, most, found);
            }
        }
        Collections.reverse(found);
        return found;
    }

    private void newest(Segment segment, long day, int most, List<ClickKey> found) {
        try (RocksIterator entries = segment.iterator()) {
            entries.seekForPrev(entry(upTo));
            while (found.size() < most && isWanted(entries)) {
                found.add(ClickKey.read(entries.key(), KEY_AT));
                entries.prev();
            }
            entries.status();
        } catch (RocksDBException broken) {
            throw DamagedSegmentException.of(day, broken);
        }
    }

    private List<ClickKey> oldest(int most, ClickKey before) {
        ClickKey first = new ClickKey((sinceMillis << 16) | (upTo.high() & 0xffff), upTo.low() & ~0xff_ffffL);
        List<ClickKey> found = new ArrayList<>();
        for (long day = firstDay(); day <= before.day() && found.size() < most; day++) {
            Segment segment = segments.forReading(day);
            if (segment != null) {
                oldest(segment, day, most, before, first, found);
            }
        }
        return found;
    }

    private void oldest(Segment segment, long day, int most, ClickKey before, ClickKey first, List<ClickKey> found) {
        try (RocksIterator entries = segment.iterator()) {
            byte[] start = entry(first);
            // The earliest key of that moment: version and key id of any other click would sort elsewhere.
            start[KEY_AT + 6] = 0;
            entries.seek(start);
            while (found.size() < most && isWanted(entries)) {
                ClickKey key = ClickKey.read(entries.key(), KEY_AT);
                if (key.equals(before)) {
                    return;
                }
                found.add(key);
                entries.next();
            }
            entries.status();
        } catch (RocksDBException broken) {
            throw DamagedSegmentException.of(day, broken);
        }
    }

    private boolean isWanted(RocksIterator entries) {
        if (!entries.isValid()) {
            return false;
        }
        byte[] entry = entries.key();
        if (entry.length != ENTRY_BYTES || entry[0] != PREFIX) {
            return false;
        }
        ClickKey key = ClickKey.read(entry, KEY_AT);
        return key.visitorTag() == upTo.visitorTag() && key.millis() >= sinceMillis;
    }

    private long firstDay() {
        return Math.max(0, TimeUnit.MILLISECONDS.toDays(sinceMillis));
    }

    private static byte[] entry(ClickKey key) {
        byte[] entry = new byte[ENTRY_BYTES];
        writeEntry(key, entry, 0);
        return entry;
    }
}
