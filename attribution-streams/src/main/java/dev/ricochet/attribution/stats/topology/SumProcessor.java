package dev.ricochet.attribution.stats.topology;

import dev.ricochet.attribution.stats.hourly.Counts;
import dev.ricochet.attribution.stats.hourly.HourKey;
import dev.ricochet.attribution.stats.hourly.HourSheet;
import dev.ricochet.attribution.stats.store.HourBytes;
import dev.ricochet.schemas.event.HourlyStats;
import dev.ricochet.schemas.state.StatsCounts;
import dev.ricochet.schemas.state.StatsPart;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The second stage: sums what the partitions have counted. A part comes as a whole count and takes the place of the one
 * before it, so a part that comes twice changes nothing.
 */
final class SumProcessor implements Processor<String, StatsPart, String, HourlyStats> {

    private final StatsTopology.Parts parts;

    @SuppressWarnings("NullAway.Init") // set in init, before the first record
    private ProcessorContext<String, HourlyStats> context;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<Bytes, StatsCounts> told;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<Bytes, StatsCounts> hours;

    @SuppressWarnings("NullAway.Init")
    private Unsent unsent;

    @SuppressWarnings("NullAway.Init")
    private Retention retention;

    SumProcessor(StatsTopology.Parts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<String, HourlyStats> processorContext) {
        context = processorContext;
        told = StatsStore.PARTS.of(context);
        hours = StatsStore.HOURS.of(context);
        unsent = new Unsent(StatsStore.UNSENT_HOURS.of(context), HourBytes::affiliateAndHour);
        unsent.recover(List.of(hours));
        retention = new Retention(context, parts.settings().retention());
        Broom<Bytes, StatsCounts> old =
                new Broom<>(hours, entry -> HourBytes.readByAffiliate(entry.key).hour() < retention.firstKept());
        context.schedule(parts.settings().interval(), PunctuationType.WALL_CLOCK_TIME, now -> {
            handOn();
            OldHours.drop(told, retention.firstKept());
            old.sweep(now);
        });
    }

    @Override
    public void process(Record<String, StatsPart> record) {
        StatsPart part = record.value();
        HourKey key = HourKey.at(record.key(), part.getOfferId(), part.getHour());
        if (key.hour() < retention.firstKept()) {
            return;
        }
        Bytes partKey = HourBytes.ofPart(key, part.getPartition());
        StatsCounts before = orNone(told.get(partKey));
        if (before.equals(part.getCounts())) {
            return;
        }
        told.put(partKey, part.getCounts());
        Bytes hour = HourBytes.byAffiliate(key);
        hours.put(hour, Counts.plus(Counts.minus(orNone(hours.get(hour)), before), part.getCounts()));
        if (unsent.changed(hour)) {
            handOn();
        }
    }

    private void handOn() {
        long now = context.currentSystemTimeMs();
        unsent.handOn(hour -> {
            StatsCounts counts = hours.get(hour);
            if (counts != null) {
                HourKey key = HourBytes.readByAffiliate(hour);
                parts.meters().hour();
                context.forward(new Record<>(HourSheet.topicKey(key), HourSheet.of(key, counts), now));
            }
        });
    }

    private static StatsCounts orNone(@Nullable StatsCounts counts) {
        return counts == null ? Counts.NONE : counts;
    }
}
