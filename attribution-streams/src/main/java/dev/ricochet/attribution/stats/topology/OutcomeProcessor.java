package dev.ricochet.attribution.stats.topology;

import dev.ricochet.attribution.stats.hourly.Change;
import dev.ricochet.attribution.stats.hourly.Rejections;
import dev.ricochet.schemas.event.PostbackOutcome;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps every outcome for those who ask, and tells what a rejection adds to the counts. A receipt counts once. */
final class OutcomeProcessor implements Processor<String, PostbackOutcome, String, Counted> {

    private final StatsTopology.Parts parts;

    @SuppressWarnings("NullAway.Init") // set in init, before the first record
    private ProcessorContext<String, Counted> context;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, PostbackOutcome> receipts;

    @SuppressWarnings("NullAway.Init")
    private Retention retention;

    OutcomeProcessor(StatsTopology.Parts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<String, Counted> processorContext) {
        context = processorContext;
        receipts = StatsStore.RECEIPTS.of(context);
        retention = new Retention(context, parts.settings().retention());
        Retention asked = new Retention(context, parts.settings().queryRetention());
        Broom<String, PostbackOutcome> old =
                new Broom<>(receipts, entry -> entry.value.getReceivedAt().toEpochMilli() < asked.firstKept());
        context.schedule(parts.settings().interval(), PunctuationType.WALL_CLOCK_TIME, now -> old.sweep(now));
    }

    @Override
    public void process(Record<String, PostbackOutcome> record) {
        PostbackOutcome outcome = record.value();
        if (outcome == null || receipts.putIfAbsent(outcome.getReceiptId(), outcome) != null) {
            return;
        }
        Change change = Rejections.of(outcome);
        if (change == null) {
            return;
        }
        if (change.key().hour() < retention.firstHour()) {
            parts.meters().late("outcome");
            return;
        }
        parts.meters().rejection(change);
        context.forward(record.withValue(new Counted.OfResult(change)));
    }
}
