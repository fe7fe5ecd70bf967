package dev.ricochet.sink.dispatcher;

import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.event.AttemptResult;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.sink.endpoint.EndpointDirectory;
import dev.ricochet.sink.http.HttpSender;
import dev.ricochet.sink.lane.Admission;
import dev.ricochet.sink.lane.Health;
import dev.ricochet.sink.lane.Lanes;
import dev.ricochet.sink.lane.Work;
import dev.ricochet.sink.metrics.SinkMetrics;
import dev.ricochet.sink.planner.decision.Standing;
import dev.ricochet.sink.request.Rendering;
import dev.ricochet.sink.request.RequestBuilder;
import dev.ricochet.sink.schedule.RetrySchedule;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One delivery's way through the dispatcher: lane, request, answer, attempt. */
final class Courier implements OfferHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final String NOT_ATTEMPTED = "delivery could not be attempted";

    private final Context context;
    private final EndpointDirectory directory;
    private final Lanes lanes;
    private final RequestBuilder requests;
    private final HttpSender sender;
    private final AttemptLog attempts;
    private final OfferLease lease;
    private final RetrySchedule schedule;
    private final SinkMetrics metrics;
    private final Clock clock;

    Courier(
            Context context,
            EndpointDirectory directory,
            Lanes lanes,
            RequestBuilder requests,
            HttpSender sender,
            AttemptLog attempts,
            Handling handling,
            SinkMetrics metrics,
            Clock clock) {
        this.context = context;
        this.directory = directory;
        this.lanes = lanes;
        this.requests = requests;
        this.sender = sender;
        this.attempts = attempts;
        this.lease = handling.lease();
        this.schedule = handling.schedule();
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Whatever happens, the future ends: one that does not would keep its place among those under way for ever. */
    @Override
    public CompletableFuture<Void> deliver(Offer offer) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        context.runOnContext(nothing -> {
            try {
                takeUp(offer, done);
            } catch (RuntimeException fault) {
                log(offer, fault, NOT_ATTEMPTED);
                done.completeExceptionally(fault);
            }
        });
        return done;
    }

    @Override
    public void stop() {
        context.runOnContext(nothing -> lanes.stop());
    }

    private void takeUp(Offer offer, CompletableFuture<Void> done) {
        Instant takenUp = clock.instant();
        if (!lease.leavesTime(takenUp, offer.end())) {
            // Not even to be turned away by its lane: after an outage a backlog holds each attempt many times.
            letGo(done);
            return;
        }
        Endpoint endpoint = directory.find(offer.endpointId());
        if (endpoint == null || directory.standing(endpoint.getId()) != Standing.ENABLED) {
            DueDelivery due = offer.read();
            settle(deferred(due, AttemptReport.ENDPOINT_NOT_ENABLED, null, takenUp), due, offer, done);
            return;
        }
        Work work = new Work() {
            @Override
            public Future<Health> run() {
                return attemptOrFail(offer, endpoint, done);
            }

            @Override
            public void turnedAway(Admission.Refused refused) {
                deferOrFail(offer, refused, done);
            }
        };
        Admission admission = lanes.offer(endpoint.getId(), work);
        if (admission instanceof Admission.Refused refused) {
            work.turnedAway(refused);
        }
    }

    /** A fault of our own must not keep the lane's place: nothing is reported, and the planner offers it again. */
    private Future<Health> attemptOrFail(Offer offer, Endpoint endpoint, CompletableFuture<Void> done) {
        return Future.succeededFuture()
                .compose(nothing -> attempt(offer, endpoint, done))
                .recover(fault -> {
                    log(offer, fault, NOT_ATTEMPTED);
                    done.complete(null);
                    return Future.succeededFuture(Health.UNKNOWN);
                });
    }

    /** Nor may it keep others from being turned away, who wait behind it. */
    private void deferOrFail(Offer offer, Admission.Refused refused, CompletableFuture<Void> done) {
        try {
            DueDelivery due = offer.read();
            settle(deferred(due, refused.why().code(), refused.pause(), clock.instant()), due, offer, done);
        } catch (RuntimeException fault) {
            log(offer, fault, NOT_ATTEMPTED);
            done.complete(null);
        }
    }

    private static void log(Offer offer, Throwable fault, String what) {
        LOG.atError()
                .setCause(fault)
                .addKeyValue("delivery_id", offer.deliveryId())
                .addKeyValue("endpoint_id", offer.endpointId())
                .log(what);
    }

    private Future<Health> attempt(Offer offer, Endpoint endpoint, CompletableFuture<Void> done) {
        Instant startedAt = clock.instant();
        if (!lease.leavesTime(startedAt, offer.end())) {
            letGo(done);
            return Future.succeededFuture(Health.UNKNOWN);
        }
        DueDelivery due = offer.read();
        AttemptReport report = new AttemptReport(due, startedAt, schedule);
        Rendering rendering = requests.render(due, endpoint, startedAt);
        if (rendering instanceof Rendering.Rendered rendered) {
            return sender.send(rendered.request(), endpoint.getClientCertificate())
                    .map(outcome -> {
                        settle(report.sent(rendered.request(), outcome, clock.instant()), due, offer, done);
                        return AttemptReport.healthOf(outcome);
                    });
        }
        settle(report.refused((Rendering.Refused) rendering, clock.instant()), due, offer, done);
        return Future.succeededFuture(Health.UNKNOWN);
    }

    /** The planner has offered it again, or is about to. */
    private void letGo(CompletableFuture<Void> done) {
        metrics.offerExpired();
        done.complete(null);
    }

    private DeliveryAttempt deferred(DueDelivery due, String why, @Nullable Duration pause, Instant at) {
        return new AttemptReport(due, at, schedule).deferred(why, pause, at);
    }

    private void settle(DeliveryAttempt attempt, DueDelivery due, Offer offer, CompletableFuture<Void> done) {
        metrics.attempted(attempt.getResult(), Duration.ofMillis(attempt.getDurationMs()));
        if (!due.getResent()) {
            told(attempt, due.getConversion().getChangedAt());
        }
        var unused = attempts.write(attempt, offer.headers(), offer.end()).whenComplete((written, failure) -> {
            if (failure == null) {
                done.complete(null);
            } else {
                log(offer, failure, "what came of an attempt could not be written");
                done.completeExceptionally(failure);
            }
        });
    }

    /** A resend's time since the change says how old the change was, not how fast we are. */
    private void told(DeliveryAttempt attempt, Instant changedAt) {
        if (attempt.getAttempt() == 1 && attempt.getUrl() != null) {
            metrics.firstAttempt(changedAt, attempt.getStartedAt());
        }
        if (attempt.getResult() == AttemptResult.DELIVERED) {
            metrics.delivered(changedAt);
        }
    }
}
