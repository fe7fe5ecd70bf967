package dev.ricochet.sink.planner;

import dev.ricochet.kit.catalog.EndpointFilter;
import dev.ricochet.kit.catalog.Share;
import dev.ricochet.kit.trace.Traceparent;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.DeliveryCommand;
import dev.ricochet.schemas.state.PlannerQueue;
import dev.ricochet.sink.endpoint.EndpointDirectory;
import dev.ricochet.sink.metrics.SinkMetrics;
import dev.ricochet.sink.planner.decision.Decision;
import dev.ricochet.sink.planner.decision.Effect;
import dev.ricochet.sink.planner.decision.PlannerEvent;
import dev.ricochet.sink.planner.decision.PlannerEvent.Arrived;
import dev.ricochet.sink.planner.decision.PlannerEvent.Attempted;
import dev.ricochet.sink.planner.decision.PlannerEvent.Resent;
import dev.ricochet.sink.planner.decision.PlannerEvent.Woke;
import dev.ricochet.sink.planner.decision.Standing;
import dev.ricochet.sink.planner.life.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
    private final EndpointDirectory directory;
    private final SinkMetrics metrics;
    private final Signals signals = new Signals();
    private @Nullable ProcessorContext<String, SpecificRecord> context;
    private @Nullable PlannerStores stores;
    private @Nullable OfferPace pace;
    private Instant repeatsFrom = Instant.MAX;

    PlannerProcessor(PlannerSettings settings, EndpointDirectory directory, SinkMetrics metrics) {
        this.settings = settings;
        this.directory = directory;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> given) {
        context = given;
        pace = new OfferPace(given);
        stores = new PlannerStores(given);
        repeatsFrom = settings.planning().repeatsFrom(Instant.ofEpochMilli(given.currentSystemTimeMs()));
        given.schedule(settings.scanEvery(), PunctuationType.WALL_CLOCK_TIME, at -> scan(Instant.ofEpochMilli(at)));
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
        if (record.value() instanceof Conversion conversion) {
            Share.of(conversion).forEach(told -> arrived(told, now, record.headers()));
        } else if (record.value() instanceof DeliveryAttempt attempt) {
            handle(stores().load(attempt.getConversionId(), attempt.getEndpointId()), new Attempted(attempt), now);
            signals.of(attempt)
                    .ifPresent(signal -> forward(signal.getEndpointId(), signal, now, null, PlannerTopology.SIGNALS));
        } else if (record.value() instanceof DeliveryCommand command) {
            Conversion conversion = command.getConversion();
            handle(
                    stores().load(conversion.getConversionId(), command.getEndpointId()),
                    new Resent(conversion, trace(record.headers())),
                    now);
        }
    }

    /** @param told as its affiliate hears of it */
    private void arrived(Conversion told, Instant now, Headers headers) {
        for (Endpoint endpoint : directory.ofAffiliate(told.getAffiliateId())) {
            if (EndpointFilter.wants(endpoint, told)) {
                Duration delay = Duration.ofMillis(endpoint.getDelayMs());
                Arrived arrived = new Arrived(told, delay, trace(headers));
                handle(stores().load(told.getConversionId(), endpoint.getId()), arrived, now);
            }
        }
    }

    @Override
    public void close() {
        inited(pace).close();
        metrics.oldestUndelivered(task(), Optional.empty());
        metrics.overdue(task(), Optional.empty());
    }

    private void scan(Instant now) {
        for (PlannerQueue queue : stores().due(now, settings.scanLimit())) {
            if (now.isBefore(repeatsFrom) && isOffered(queue)) {
                continue; // what came of it may lie unread; a scan after that time finds it again
            }
            handle(queue, new Woke(), now);
        }
        for (String endpointId : stores().parkedEndpoints()) {
            if (directory.standing(endpointId) != Standing.PAUSED) {
                stores().parked(endpointId, settings.scanLimit()).forEach(queue -> handle(queue, new Woke(), now));
            }
        }
        metrics.oldestUndelivered(task(), stores().oldestOpen());
        metrics.overdue(task(), stores().nextDue().filter(now::isAfter));
    }

    private static boolean isOffered(PlannerQueue queue) {
        return queue.getCurrent() != null && queue.getCurrent().getOfferedAt() != null;
    }

    private void handle(PlannerQueue queue, PlannerEvent event, Instant now) {
        Standing standing = directory.standing(queue.getEndpointId());
        Decision decision = settings.planning().decide(queue, event, standing, now);
        stores().save(queue, decision.queue());
        for (Effect effect : decision.effects()) {
            carryOut(effect, queue.getConversionId(), now);
        }
    }

    private void carryOut(Effect effect, String conversionId, Instant now) {
        if (effect instanceof Effect.Offer offer) {
            metrics.offered(offer.occasion());
            inited(pace).offered();
            forward(conversionId, offer.due(), now, offer.traceparent(), PlannerTopology.DUE);
        } else if (effect instanceof Effect.GiveUp giveUp) {
            metrics.givenUp(giveUp.letter().getReason());
            forward(conversionId, giveUp.letter(), now, giveUp.traceparent(), PlannerTopology.DEAD_LETTERS);
        }
    }

    private void forward(String key, SpecificRecord value, Instant now, @Nullable String traceparent, String sink) {
        Headers headers = new RecordHeaders();
        Traceparent trace = Traceparent.parse(traceparent);
        if (trace != null) {
            trace.writeTo(headers);
        }
        context().forward(new Record<>(key, value, now.toEpochMilli(), headers), sink);
    }

    private static @Nullable String trace(Headers headers) {
        Traceparent trace = Traceparent.of(headers);
        return trace == null ? null : trace.header();
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
