package dev.ricochet.attribution.stats.topology;

import dev.ricochet.attribution.stats.hourly.Change;
import dev.ricochet.attribution.stats.hourly.ConversionCount;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.state.StatsConversion;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps every version for those who ask, and tells what a new one changes in the counts. */
final class ConversionProcessor implements Processor<String, Conversion, String, Counted> {

    private final StatsTopology.Parts parts;

    @SuppressWarnings("NullAway.Init") // set in init, before the first record
    private ProcessorContext<String, Counted> context;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, StatsConversion> counted;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, Conversion> history;

    @SuppressWarnings("NullAway.Init")
    private Retention retention;

    ConversionProcessor(StatsTopology.Parts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<String, Counted> processorContext) {
        context = processorContext;
        counted = StatsStore.CONVERSIONS.of(context);
        history = StatsStore.HISTORY.of(context);
        retention = new Retention(context, parts.settings().retention());
        Retention asked = new Retention(context, parts.settings().queryRetention());
        Broom<String, StatsConversion> counts =
                new Broom<>(counted, entry -> entry.value.getHour().toEpochMilli() < retention.firstKept());
        Broom<String, Conversion> versions =
                new Broom<>(history, entry -> entry.value.getChangedAt().toEpochMilli() < asked.firstKept());
        context.schedule(parts.settings().interval(), PunctuationType.WALL_CLOCK_TIME, now -> {
            counts.sweep(now);
            versions.sweep(now);
        });
    }

    @Override
    public void process(Record<String, Conversion> record) {
        Conversion version = record.value();
        String id = version.getConversionId();
        history.put(VersionKey.of(id, version.getVersion()), version);
        StatsConversion before = counted.get(id);
        if (!ConversionCount.isNews(before, version)) {
            return;
        }
        StatsConversion next = ConversionCount.of(version);
        if (next.getHour().toEpochMilli() < retention.firstHour()) {
            parts.meters().late("conversion");
            return;
        }
        counted.put(id, next);
        parts.meters().version(next.getStatus());
        for (Change change : ConversionCount.change(before, next)) {
            context.forward(record.withValue(new Counted.OfResult(change)));
        }
    }
}
