package dev.ricochet.sink.planner;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.state.PlannerQueue;
import dev.ricochet.sink.metrics.SinkMetrics;
import dev.ricochet.sink.planner.decision.Decision;
import dev.ricochet.sink.planner.decision.Effect;
import dev.ricochet.sink.planner.decision.PlannerEvent;
import dev.ricochet.sink.planner.decision.PlannerEvent.Arrived;
import dev.ricochet.sink.planner.decision.PlannerEvent.Attempted;
import dev.ricochet.sink.planner.decision.PlannerEvent.Woke;
import dev.ricochet.sink.planner.decision.Planning;
import dev.ricochet.sink.planner.decision.Share;
import dev.ricochet.sink.planner.decision.Standing;
import dev.ricochet.sink.planner.decision.Wants;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Feeds conversions, attempts and the clock to {@link Planning} and carries out what it decides. */
final class PlannerProcessor implements Processor<String, SpecificRecord, String, SpecificRecord> {

    private final PlannerSettings settings;
    private final Planning planning;
    private final Supplier<Catalog> catalog;
    private final SinkMetrics metrics;
    private @Nullable ProcessorContext<String, SpecificRecord> context;
    private @Nullable PlannerStores stores;

    PlannerProcessor(PlannerSettings settings, Supplier<Catalog> catalog, SinkMetrics metrics) {
        this.settings = settings;
        this.planning = settings.planning();
        this.catalog = catalog;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> given) {
        context = given;
        stores = new PlannerStores(given);
        given.schedule(settings.scanEvery(), PunctuationType.WALL_CLOCK_TIME, at -> scan(Instant.ofEpochMilli(at)));
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
        if (record.value() instanceof Conversion conversion) {
            Share.of(conversion).forEach(told -> arrived(told, now, record.headers()));
        } else if (record.value() instanceof DeliveryAttempt attempt) {
            PlannerQueue queue = stores().load(attempt.getConversionId(), attempt.getEndpointId());
            handle(queue, new Attempted(attempt), now, record.headers());
        }
    }

    /** @param told as its affiliate hears of it */
    private void arrived(Conversion told, Instant now, Headers headers) {
        for (Endpoint endpoint : catalog.get().endpointsOf(told.getAffiliateId())) {
            if (Wants.wants(endpoint, told)) {
                PlannerQueue queue = stores().load(told.getConversionId(), endpoint.getId());
                handle(queue, new Arrived(told), now, headers);
            }
        }
    }

    @Override
    public void close() {
        metrics.oldestUndelivered(task(), Optional.empty());
    }

    private void scan(Instant now) {
        for (PlannerQueue queue : stores().due(now, settings.scanLimit())) {
            handle(queue, new Woke(), now, new RecordHeaders());
        }
        metrics.oldestUndelivered(task(), stores().oldestOpen());
    }

    private void handle(PlannerQueue queue, PlannerEvent event, Instant now, Headers headers) {
        Standing standing = Standing.of(catalog.get().endpoint(queue.getEndpointId()));
        Decision decision = planning.decide(queue, event, standing, now);
        if (!queue.equals(decision.queue())) {
            stores().save(queue, decision.queue());
        }
        for (Effect effect : decision.effects()) {
            carryOut(effect, queue.getConversionId(), now, headers);
        }
    }

    private void carryOut(Effect effect, String conversionId, Instant now, Headers headers) {
        if (effect instanceof Effect.Offer offer) {
            metrics.offered(offer.occasion());
            forward(conversionId, offer.due(), now, headers, PlannerTopology.DUE);
        } else if (effect instanceof Effect.GiveUp giveUp) {
            metrics.givenUp(giveUp.letter().getReason());
            forward(conversionId, giveUp.letter(), now, headers, PlannerTopology.DEAD_LETTERS);
        }
    }

    private void forward(String key, SpecificRecord value, Instant now, Headers headers, String sink) {
        context().forward(new Record<>(key, value, now.toEpochMilli(), headers), sink);
    }

    private String task() {
        return context().taskId().toString();
    }

    private ProcessorContext<String, SpecificRecord> context() {
        return inited(context);
    }

    private PlannerStores stores() {
        return inited(stores);
    }

    private static <T> T inited(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("Kafka Streams calls init first");
        }
        return value;
    }
}
