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
import java.util.function.Consumer;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One delivery's way through the dispatcher: lane, request, answer, attempt. */
final class Courier implements OfferHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final Context context;
    private final EndpointDirectory directory;
    private final Lanes lanes;
    private final RequestBuilder requests;
    private final HttpSender sender;
    private final AttemptLog attempts;
    private final OfferLease lease;
    private final RetrySchedule schedule;
    private final Duration patience;
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
        this.patience = handling.patience();
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Void> deliver(DueDelivery due, Headers headers, Runnable willTakeLong) {
        return onContext(due, done -> takeUp(due, attempt -> settle(attempt, due, headers, done), willTakeLong));
    }

    @Override
    public CompletableFuture<Void> giveBack(DueDelivery due, Headers headers) {
        return onContext(
                due,
                done -> settle(deferred(due, AttemptReport.REDELIVERED, null, clock.instant()), due, headers, done));
    }

    /** Whatever happens, the future ends: one that does not would keep its place among those under way for ever. */
    private CompletableFuture<Void> onContext(DueDelivery due, Consumer<CompletableFuture<Void>> work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        context.runOnContext(nothing -> {
            try {
                work.accept(done);
            } catch (RuntimeException fault) {
                log(due, fault);
                done.completeExceptionally(fault);
            }
        });
        return done;
    }

    private void takeUp(DueDelivery due, Consumer<@Nullable DeliveryAttempt> settle, Runnable willTakeLong) {
        Instant takenUp = clock.instant();
        if (!lease.leavesTimeFor(due, takenUp)) {
            // Not even to be turned away by its lane: after an outage a backlog holds each attempt many times.
            letGo(settle);
            return;
        }
        Endpoint endpoint = directory.find(due.getEndpointId());
        if (endpoint == null || directory.standing(endpoint.getId()) != Standing.ENABLED) {
            settle.accept(deferred(due, AttemptReport.ENDPOINT_NOT_ENABLED, null, takenUp));
            return;
        }
        Work work = new Work() {
            @Override
            public Future<Health> run() {
                return attemptOrFail(due, endpoint, settle);
            }

            @Override
            public void turnedAway(Admission.Refused refused) {
                deferOrFail(due, refused, settle);
            }
        };
        Admission admission = lanes.offer(endpoint.getId(), work);
        if (admission instanceof Admission.Refused refused) {
            work.turnedAway(refused);
        } else if (admission instanceof Admission.Taken taken
                && taken.standstill().compareTo(patience) >= 0) {
            willTakeLong.run();
        }
    }

    /** A fault of our own must not keep the lane's place: nothing is reported, and the planner offers it again. */
    private Future<Health> attemptOrFail(
            DueDelivery due, Endpoint endpoint, Consumer<@Nullable DeliveryAttempt> settle) {
        return Future.succeededFuture()
                .compose(nothing -> attempt(due, endpoint, settle))
                .recover(fault -> {
                    log(due, fault);
                    settle.accept(null);
                    return Future.succeededFuture(Health.UNKNOWN);
                });
    }

    /** Nor may it keep others from being turned away, who wait behind it. */
    private void deferOrFail(DueDelivery due, Admission.Refused refused, Consumer<@Nullable DeliveryAttempt> settle) {
        try {
            settle.accept(deferred(due, refused.why().code(), refused.pause(), clock.instant()));
        } catch (RuntimeException fault) {
            log(due, fault);
            settle.accept(null);
        }
    }

    private static void log(DueDelivery due, Throwable fault) {
        LOG.atError()
                .setCause(fault)
                .addKeyValue("delivery_id", due.getDeliveryId())
                .addKeyValue("endpoint_id", due.getEndpointId())
                .log("delivery could not be attempted");
    }

    private Future<Health> attempt(DueDelivery due, Endpoint endpoint, Consumer<@Nullable DeliveryAttempt> settle) {
        Instant startedAt = clock.instant();
        if (!lease.leavesTimeFor(due, startedAt)) {
            letGo(settle);
            return Future.succeededFuture(Health.UNKNOWN);
        }
        AttemptReport report = new AttemptReport(due, startedAt, schedule);
        Rendering rendering = requests.render(due, endpoint, startedAt);
        if (rendering instanceof Rendering.Rendered rendered) {
            return sender.send(rendered.request(), endpoint.getClientCertificate())
                    .map(outcome -> {
                        settle.accept(report.sent(rendered.request(), outcome, clock.instant()));
                        return AttemptReport.healthOf(outcome);
                    });
        }
        settle.accept(report.refused((Rendering.Refused) rendering, clock.instant()));
        return Future.succeededFuture(Health.UNKNOWN);
    }

    /** The planner has offered it again, or is about to. */
    private void letGo(Consumer<@Nullable DeliveryAttempt> settle) {
        metrics.offerExpired();
        settle.accept(null);
    }

    private DeliveryAttempt deferred(DueDelivery due, String why, @Nullable Duration pause, Instant at) {
        return new AttemptReport(due, at, schedule).deferred(why, pause, at);
    }

    private void settle(
            @Nullable DeliveryAttempt attempt, DueDelivery due, Headers headers, CompletableFuture<Void> done) {
        if (attempt == null) {
            done.complete(null);
            return;
        }
        metrics.attempted(attempt.getResult(), Duration.ofMillis(attempt.getDurationMs()));
        if (!due.getResent()) {
            told(attempt, due.getConversion().getChangedAt());
        }
        var unused = attempts.write(attempt, headers, lease.end(due)).whenComplete((written, failure) -> {
            if (failure == null) {
                done.complete(null);
            } else {
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
