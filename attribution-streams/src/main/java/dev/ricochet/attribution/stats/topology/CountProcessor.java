package dev.ricochet.attribution.stats.topology;

import dev.ricochet.attribution.stats.click.SeenClick;
import dev.ricochet.attribution.stats.hourly.Change;
import dev.ricochet.attribution.stats.hourly.Counts;
import dev.ricochet.attribution.stats.hourly.HourKey;
import dev.ricochet.attribution.stats.store.HourBytes;
import dev.ricochet.schemas.state.StatsClicks;
import dev.ricochet.schemas.state.StatsCounts;
import dev.ricochet.schemas.state.StatsPart;
import dev.ricochet.schemas.state.StatsResults;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The first stage: counts what the records of one partition tell, and now and then hands on what each affiliate, offer and
 * hour has come to. So the next stage gets one record for all clicks of a key between two rounds.
 */
final class CountProcessor implements Processor<String, Counted, String, StatsPart> {

    private final StatsTopology.Parts parts;

    @SuppressWarnings("NullAway.Init") // set in init, before the first record
    private ProcessorContext<String, StatsPart> context;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<Bytes, StatsClicks> clicks;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<Bytes, StatsResults> results;

    @SuppressWarnings("NullAway.Init")
    private ClickCounts clickCounts;

    @SuppressWarnings("NullAway.Init")
    private Unsent unsent;

    @SuppressWarnings("NullAway.Init")
    private Retention retention;

    private long firstHour;

    CountProcessor(StatsTopology.Parts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<String, StatsPart> processorContext) {
        context = processorContext;
        clicks = StatsStore.CLICKS.of(context);
        results = StatsStore.RESULTS.of(context);
        clickCounts = new ClickCounts(clicks);
        unsent = new Unsent(StatsStore.UNSENT_PARTS.of(context), key -> HourBytes.ofHour(HourBytes.hourOf(key)));
        unsent.recover(List.of(clicks, results));
        retention = new Retention(context, parts.settings().retention());
        firstHour = retention.firstHour();
        context.schedule(parts.settings().interval(), PunctuationType.WALL_CLOCK_TIME, now -> round());
    }

    @Override
    public void process(Record<String, Counted> record) {
        boolean full = record.value() instanceof Counted.OfClick counted
                ? count(counted.click())
                : record.value() instanceof Counted.OfResult result && add(result.change());
        if (full) {
            handOn();
        }
    }

    private boolean count(SeenClick click) {
        if (HourBytes.hourOf(click.key()) < firstHour) {
            parts.meters().late("click");
            return false;
        }
        parts.meters().click(click.sort());
        clickCounts.count(click);
        return unsent.changed(click.key());
    }

    private boolean add(Change change) {
        Bytes key = HourBytes.byHour(change.key());
        results.put(key, Counts.plus(orNone(results.get(key)), change.by()));
        return unsent.changed(key);
    }

    private void round() {
        handOn();
        firstHour = retention.firstHour();
        OldHours.drop(clicks, retention.firstKept());
        OldHours.drop(results, retention.firstKept());
    }

    private void handOn() {
        long now = context.currentSystemTimeMs();
        unsent.handOn(key -> {
            HourKey hour = HourBytes.readByHour(key);
            StatsClicks seen = clicks.get(key);
            StatsCounts counts = new StatsCounts(seen == null ? Counts.NO_CLICKS : seen, orNone(results.get(key)));
            StatsPart part = new StatsPart(context.taskId().partition(), hour.offerId(), hour.start(), counts);
            parts.meters().part();
            context.forward(new Record<>(hour.affiliateId(), part, now));
        });
        clickCounts.relax();
    }

    private static StatsResults orNone(@Nullable StatsResults results) {
        return results == null ? Counts.NO_RESULTS : results;
    }
}
