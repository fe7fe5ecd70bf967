package dev.ricochet.attribution.settle.topology;

import dev.ricochet.attribution.settle.ledger.Event;
import dev.ricochet.attribution.settle.ledger.Reckoning;
import dev.ricochet.attribution.settle.outcome.DecisionOutcomes;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.DecisionOutcome;
import dev.ricochet.schemas.event.ManualDecision;
import dev.ricochet.schemas.state.SettleReceipt;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** People's decisions, keyed by offer: carried out on the ledger of the offer, each once. */
final class DecisionProcessor implements Processor<String, ManualDecision, String, SpecificRecord> {

    /** Who repeats a decision does it soon; a second copy can come as long as the topic keeps the first. */
    private static final Duration SECOND_COPIES_COME_FOR = Objects.requireNonNull(Topics.DECISIONS.retention());

    private final Supplier<Catalog> catalog;

    @SuppressWarnings("NullAway.Init") // set in init, before the first record
    private ProcessorContext<String, SpecificRecord> context;

    @SuppressWarnings("NullAway.Init")
    private LedgerStores stores;

    @SuppressWarnings("NullAway.Init")
    private OpenShelf<SettleReceipt> taken;

    private List<Sweeper<?>> sweepers = List.of();

    DecisionProcessor(Supplier<Catalog> catalog) {
        this.catalog = catalog;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        context = processorContext;
        stores = new LedgerStores(context, Outlets.OF_DECISIONS);
        taken = Shelf.DECISIONS.open(context);
        sweepers = List.of(Sweeper.start(Shelf.DECISIONS, context));
    }

    @Override
    public void process(Record<String, ManualDecision> record) {
        ManualDecision decision = record.value();
        sweepers.forEach(sweeper -> sweeper.saw(decision.getDecidedAt()));
        SettleReceipt first = new SettleReceipt(decision.getDecidedAt().plus(SECOND_COPIES_COME_FOR));
        if (taken.putIfAbsent(decision.getDecisionId(), first) != null) {
            return;
        }
        Reckoning reckoning = Reckoning.of(
                decision.getConversionId(),
                new Event.Decided(decision),
                catalog.get().at(decision.getDecidedAt()),
                stores.state());
        stores.carryOut(reckoning.effects(), record);
        DecisionOutcome outcome = DecisionOutcomes.of(decision, reckoning.decision());
        context.forward(record.withKey(outcome.getBatchId()).withValue(outcome), Outlets.OF_DECISIONS.outcomes());
    }
}
