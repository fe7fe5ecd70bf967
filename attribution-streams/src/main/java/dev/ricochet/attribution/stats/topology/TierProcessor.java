package dev.ricochet.attribution.stats.topology;

import dev.ricochet.attribution.stats.hourly.HourKey;
import dev.ricochet.attribution.stats.store.AffiliatesInOrder;
import dev.ricochet.attribution.stats.store.HourBytes;
import dev.ricochet.attribution.stats.tier.Brought;
import dev.ricochet.attribution.stats.tier.Ladder;
import dev.ricochet.attribution.stats.tier.Standing;
import dev.ricochet.schemas.event.AffiliateTier;
import dev.ricochet.schemas.state.StatsCounts;
import dev.ricochet.schemas.state.StatsPart;
import dev.ricochet.schemas.state.StatsTierRun;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Judges the affiliates of this partition once a day, a few a round, so that neither the stream nor its transaction waits
 * for all of them. How far it is stands in a store: after a crash it goes on there, and no day is judged twice. Days that
 * were missed are not made up for: the newest judges by the same records.
 */
final class TierProcessor implements Processor<String, StatsPart, String, AffiliateTier> {

    /** What was counted in the day's last seconds takes so long to be summed, with time to spare. */
    private static final Duration AFTER_MIDNIGHT = Duration.ofMinutes(1);

    /** Rows of the sums that one round reads at most, but for the affiliate that it has begun. */
    private static final int ROWS_A_ROUND = 20_000;

    private static final String RUN = "run";

    private final StatsTopology.Parts parts;

    @SuppressWarnings("NullAway.Init") // set in init, before the first record
    private ProcessorContext<String, AffiliateTier> context;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<Bytes, StatsCounts> hours;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, AffiliateTier> tiers;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, StatsTierRun> runs;

    private int rows;

    TierProcessor(StatsTopology.Parts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<String, AffiliateTier> processorContext) {
        context = processorContext;
        hours = StatsStore.HOURS.of(context);
        tiers = StatsStore.TIERS.of(context);
        runs = StatsStore.TIER_RUN.of(context);
        context.schedule(
                parts.settings().interval(), PunctuationType.WALL_CLOCK_TIME, now -> round(Instant.ofEpochMilli(now)));
    }

    /** Sums are read when the day begins, not as they come. */
    @Override
    public void process(Record<String, StatsPart> record) {}

    private void round(Instant now) {
        LocalDate day = LocalDate.ofInstant(now.minus(AFTER_MIDNIGHT), ZoneOffset.UTC);
        StatsTierRun run = runs.get(RUN);
        boolean begins = run == null || run.getDay().isBefore(day);
        if (!begins && run.getFinished()) {
            return;
        }
        Ladder ladder = Ladder.of(parts.catalog().get().tiers());
        if (begins) {
            if (!mayBegin(ladder)) {
                return;
            }
            run = new StatsTierRun(day, false, null);
        }
        goOn(run, ladder, now);
    }

    /** A ladder where there was none is applied on the day on which it comes. */
    private boolean mayBegin(Ladder ladder) {
        return !(ladder.isEmpty() && isEmpty(tiers)) && parts.caughtUp().getAsBoolean();
    }

    private void goOn(StatsTierRun run, Ladder ladder, Instant now) {
        rows = 0;
        String judged = run.getJudged();
        String next = nextAfter(judged);
        while (next != null && rows < ROWS_A_ROUND) {
            judge(next, ladder, run.getDay(), now);
            judged = next;
            next = nextAfter(judged);
        }
        if (next == null) {
            judgeTheSilent(ladder, run.getDay(), now);
            parts.meters().tiersJudgedFor(run.getDay());
        }
        runs.put(RUN, new StatsTierRun(run.getDay(), next == null, judged));
    }

    /** Those who stand on a tier and of whom the state knows nothing any more. */
    private void judgeTheSilent(Ladder ladder, LocalDate day, Instant now) {
        List<String> silent = new ArrayList<>();
        try (KeyValueIterator<String, AffiliateTier> all = tiers.all()) {
            while (all.hasNext()) {
                KeyValue<String, AffiliateTier> next = all.next();
                if (next.value.getTier() != null && !isKnown(next.key)) {
                    silent.add(next.key);
                }
            }
        }
        silent.forEach(affiliate -> judge(affiliate, ladder, day, now));
    }

    private void judge(String affiliate, Ladder ladder, LocalDate day, Instant now) {
        long end = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        Ladder.Place place = ladder.place(window -> brought(affiliate, end - window.toMillis(), end));
        AffiliateTier event = Standing.event(affiliate, tiers.get(affiliate), place, now, day);
        if (event != null) {
            tiers.put(affiliate, event);
            parts.meters().tier(event);
            context.forward(new Record<>(affiliate, event, now.toEpochMilli()));
        }
    }

    private Brought brought(String affiliate, long from, long to) {
        Brought brought = Brought.NOTHING;
        try (KeyValueIterator<Bytes, StatsCounts> sums = hours.range(
                HourBytes.ofAffiliate(affiliate, HourKey.hourOf(from)), HourBytes.ofAffiliate(affiliate, to))) {
            while (sums.hasNext()) {
                rows++;
                brought = brought.plus(Brought.of(sums.next().value.getResults().getConversions()));
            }
        }
        return brought;
    }

    private @Nullable String nextAfter(@Nullable String judged) {
        rows++;
        return AffiliatesInOrder.after(judged, hours);
    }

    private boolean isKnown(String affiliate) {
        try (KeyValueIterator<Bytes, StatsCounts> any =
                hours.range(HourBytes.ofAffiliate(affiliate, 0), HourBytes.behind(affiliate))) {
            return any.hasNext();
        }
    }

    private static boolean isEmpty(KeyValueStore<String, ?> store) {
        try (KeyValueIterator<String, ?> any = store.all()) {
            return !any.hasNext();
        }
    }
}
