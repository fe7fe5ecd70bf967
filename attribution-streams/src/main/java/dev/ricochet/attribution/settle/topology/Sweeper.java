package dev.ricochet.attribution.settle.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what need no longer stand on one shelf: once an hour through its keys, a few at a time, so that no sweep holds up
 * the stream.
 *
 * <p>No output depends on a sweep: whoever reads an entry looks at its end, and an end is passed only when both the
 * postbacks' own time and the wall clock are beyond it. So neither a standing stream nor a gateway whose clock runs ahead
 * makes settle forget.
 */
final class Sweeper<V extends SpecificRecord> {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int BATCH = 500;
    /** Between the beginnings of two rounds: every entry that is looked at has to be decoded, and none is in a hurry. */
    private static final Duration ROUND = Duration.ofHours(1);

    private final Shelf<V> shelf;
    private final OpenShelf<V> entries;
    private Instant newestPostback = Instant.MIN;
    private Instant nextRound = Instant.MIN;
    private @Nullable String next;

    private Sweeper(Shelf<V> shelf, OpenShelf<V> entries) {
        this.shelf = shelf;
        this.entries = entries;
    }

    static <V extends SpecificRecord> Sweeper<V> start(Shelf<V> shelf, ProcessingContext context) {
        Sweeper<V> sweeper = new Sweeper<>(shelf, shelf.open(context));
        context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> sweeper.sweep(Instant.ofEpochMilli(now)));
        return sweeper;
    }

    /** A postback of that time was processed. */
    void saw(Instant receivedAt) {
        if (receivedAt.isAfter(newestPostback)) {
            newestPostback = receivedAt;
        }
    }

    private void sweep(Instant wallClock) {
        if (newestPostback.equals(Instant.MIN) || (next == null && wallClock.isBefore(nextRound))) {
            return;
        }
        if (next == null) {
            nextRound = wallClock.plus(ROUND);
        }
        Instant now = wallClock.isBefore(newestPostback) ? wallClock : newestPostback;
        expired(now.minus(shelf.grace())).forEach(entries::delete);
    }

    private List<String> expired(Instant before) {
        List<KeyValue<String, V>> some = entries.first(BATCH + 1, next == null ? "" : next, null);
        next = some.size() > BATCH ? some.get(BATCH).key : null;
        List<String> expired = new ArrayList<>();
        for (KeyValue<String, V> entry : some) {
            Instant end = shelf.end().apply(entry.value);
            if (end != null && end.isBefore(before)) {
                expired.add(entry.key);
            }
        }
        return expired;
    }
}
