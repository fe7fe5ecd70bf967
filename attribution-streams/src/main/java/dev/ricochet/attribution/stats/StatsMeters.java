package dev.ricochet.attribution.stats;

import dev.ricochet.attribution.stats.click.ClickSort;
import dev.ricochet.attribution.stats.hourly.Change;
import dev.ricochet.schemas.event.AffiliateTier;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the stats count of their own work. {@code parts} against {@code clicks} tells how well the first stage saves
 * records: the fewer, the better. Alert where {@code late} grows: something is counted nowhere; and where the day for which
 * tiers were computed is not today's.
 */
public final class StatsMeters {

    private final MeterRegistry registry;
    private final Map<ClickSort, Counter> clicks = new EnumMap<>(ClickSort.class);
    private final Counter parts;
    private final Counter hours;
    private final AtomicLong judgedFor = new AtomicLong();

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
        TimeGauge.builder("ricochet.stats.tiers.judged.for", judgedFor, TimeUnit.SECONDS, AtomicLong::get)
                .description("The start of the newest day for which a partition's tiers were computed, in Unix time")
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
        change.by()
                .getRejections()
                .keySet()
                .forEach(reason -> Counter.builder("ricochet.stats.rejections")
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

    /** An affiliate came to stand on another tier. */
    public void tier(AffiliateTier event) {
        Counter.builder("ricochet.stats.tier.changes")
                .description("Affiliates that came to stand on another tier, by the tier")
                .tag("tier", event.getTier() == null ? "none" : event.getTier())
                .register(registry)
                .increment();
    }

    public void tiersJudgedFor(LocalDate day) {
        judgedFor.accumulateAndGet(day.atStartOfDay(ZoneOffset.UTC).toEpochSecond(), Math::max);
    }

    public void part() {
        parts.increment();
    }

    public void hour() {
        hours.increment();
    }
}
