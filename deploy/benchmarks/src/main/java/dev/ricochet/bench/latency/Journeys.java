package dev.ricochet.bench.latency;

import dev.ricochet.bench.report.Figures;
import dev.ricochet.bench.report.Run;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/**
 * When each postback was where, in milliseconds of the epoch. Postbacks are known by their order, {@code l-NUMBER}. Safe for
 * use by many threads, each of which knows another station.
 */
final class Journeys {

    private static final String PREFIX = "l-";
    private static final long LONGEST_MILLIS = TimeUnit.MINUTES.toMillis(5);

    private final int count;
    private final Map<Station, AtomicLongArray> seen = new EnumMap<>(Station.class);

    Journeys(int count) {
        this.count = count;
        for (Station station : Station.values()) {
            seen.put(station, new AtomicLongArray(count));
        }
    }

    static String order(int number) {
        return PREFIX + number;
    }

    /** The first time counts: what comes again was there already. Orders that are not ours are none. */
    void seen(Station station, CharSequence order, long atMillis) {
        String text = order.toString();
        if (text.startsWith(PREFIX)) {
            times(station).compareAndSet(Integer.parseInt(text.substring(PREFIX.length())), 0, atMillis);
        }
    }

    /** How many of those from a number to another have come to a station. */
    int arrived(Station station, int from, int to) {
        int arrived = 0;
        for (int i = from; i < to; i++) {
            arrived += at(station, i) > 0 ? 1 : 0;
        }
        return arrived;
    }

    /** Between two stations, in milliseconds, of those postbacks that came to both. */
    Histogram between(Station start, Station end, int from, int to) {
        Histogram millis = histogram();
        for (int i = from; i < to; i++) {
            if (at(start, i) > 0 && at(end, i) > 0) {
                record(millis, at(end, i) - at(start, i));
            }
        }
        return millis;
    }

    /**
     * To the affiliate from when each was to be sent, had the load never been late: what a stall of anybody, the load itself
     * too, would have cost those who came then.
     */
    Histogram fromTimetable(long startMillis, double perSecond, int from, int to) {
        Histogram millis = histogram();
        for (int i = from; i < to; i++) {
            if (at(Station.AFFILIATE, i) > 0) {
                record(millis, at(Station.AFFILIATE, i) - startMillis - (long) ((i - from) * 1_000 / perSecond));
            }
        }
        return millis;
    }

    /** Each hop's figures. */
    List<Run> hops(int from, int to, double seconds) {
        List<Run> runs = new ArrayList<>();
        for (Station station : Station.values()) {
            Station before = station.before();
            if (before != null) {
                runs.add(run("hop: " + station.hop(), between(before, station, from, to), seconds));
            }
        }
        return runs;
    }

    static Run run(String name, Histogram millis, double seconds) {
        return new Run(
                name,
                Figures.rounded(millis.getTotalCount() / seconds),
                (double) millis.getValueAtPercentile(50),
                (double) millis.getValueAtPercentile(99),
                Map.of("p90_ms", millis.getValueAtPercentile(90), "max_ms", millis.getMaxValue()));
    }

    int count() {
        return count;
    }

    private long at(Station station, int number) {
        return times(station).get(number);
    }

    private AtomicLongArray times(Station station) {
        return Objects.requireNonNull(seen.get(station), "there is one for each");
    }

    private static Histogram histogram() {
        return new Histogram(LONGEST_MILLIS, 3);
    }

    /** Two observers of one machine's clock may see a record in the other order by a millisecond. */
    private static void record(Histogram millis, long value) {
        millis.recordValue(Math.max(0, Math.min(value, LONGEST_MILLIS)));
    }
}
