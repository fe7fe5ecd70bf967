package dev.ricochet.attribution.stats;

import dev.ricochet.attribution.stats.click.ClickSort;
import dev.ricochet.attribution.stats.hourly.Change;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the stats count of their own work. {@code parts} against {@code clicks} tells how well the first stage saves
 * records: the fewer, the better. Alert where {@code late} grows: something is counted nowhere.
 */
public final class StatsMeters {

    private final MeterRegistry registry;
    private final Map<ClickSort, Counter> clicks = new EnumMap<>(ClickSort.class);
    private final Counter parts;
    private final Counter hours;

    public StatsMeters(MeterRegistry registry) {
        this.registry = registry;
        for (ClickSort sort : ClickSort.values()) {
            clicks.put(
                    sort,
                    Counter.builder("ricochet.stats.clicks")
                            .description("Clicks counted, by what they are")
                            .tag("sort", sort.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        parts = Counter.builder("ricochet.stats.parts")
                .description("Counts handed from the first stage to the second")
                .register(registry);
        hours = Counter.builder("ricochet.stats.hours")
                .description("Records written to the topic of hourly stats")
                .register(registry);
    }

    public void click(ClickSort sort) {
        Counter counter = clicks.get(sort);
        if (counter != null) {
            counter.increment();
        }
    }

    public void version(String status) {
        Counter.builder("ricochet.stats.conversion.versions")
                .description("Versions of conversions counted, by status")
                .tag("status", status.toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }

    public void rejection(Change change) {
        change.by().getRejections().keySet().forEach(reason -> Counter.builder("ricochet.stats.rejections")
                .description("Rejected postbacks counted, by reason")
                .tag("reason", reason)
                .register(registry)
                .increment());
    }

    /** Something of an hour that has left the state, and is not counted. */
    public void late(String what) {
        Counter.builder("ricochet.stats.late")
                .description("Records of hours that are no longer counted")
                .tag("record", what)
                .register(registry)
                .increment();
    }

    public void part() {
        parts.increment();
    }

    public void hour() {
        hours.increment();
    }
}
