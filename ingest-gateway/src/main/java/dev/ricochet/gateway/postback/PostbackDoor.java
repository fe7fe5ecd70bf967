package dev.ricochet.gateway.postback;

import static dev.ricochet.gateway.metrics.RequestOutcome.ACCEPTED;
import static dev.ricochet.gateway.metrics.RequestOutcome.SPOOLED;
import static dev.ricochet.gateway.metrics.RequestOutcome.UNAVAILABLE;

import dev.ricochet.gateway.auth.ReplayGuard;
import dev.ricochet.gateway.limit.RateLimits;
import dev.ricochet.gateway.metrics.GatewayMetrics;
import dev.ricochet.gateway.postback.BoundedBody.Arrival;
import dev.ricochet.gateway.postback.BoundedBody.GivenUp;
import dev.ricochet.gateway.postback.BoundedBody.Whole;
import dev.ricochet.gateway.postback.Intake.Accepted;
import dev.ricochet.gateway.postback.Intake.Admitted;
import dev.ricochet.gateway.postback.Intake.Declined;
import dev.ricochet.gateway.publish.Deadline;
import dev.ricochet.gateway.publish.PublishResult;
import dev.ricochet.gateway.publish.PublishResult.Durable;
import dev.ricochet.gateway.publish.PublishResult.Failed;
import dev.ricochet.gateway.publish.PublishResult.NotTaken;
import dev.ricochet.gateway.publish.PublishResult.Spooled;
import dev.ricochet.gateway.publish.TopicWriter;
import dev.ricochet.gateway.refusal.DefectGuard;
import dev.ricochet.gateway.refusal.Knock;
import dev.ricochet.gateway.refusal.LastAnswer;
import dev.ricochet.gateway.refusal.ProblemAnswer;
import dev.ricochet.gateway.refusal.RefusalDesk;
import dev.ricochet.gateway.refusal.Refused;
import dev.ricochet.gateway.refusal.Secrets;
import dev.ricochet.gateway.request.Body;
import dev.ricochet.gateway.request.Clients;
import dev.ricochet.gateway.request.HeaderToken;
import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.trace.Traceparent;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.Route;
import dev.ricochet.schemas.reason.Refusal;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes postbacks on one event loop: 200 when the record is durable in Kafka, 202 when it is on the gateway's own disk and
 * reaches Kafka by itself, a problem document in every other case.
 */
public final class PostbackDoor {
    private static final int STATUS_ACCEPTED = 202;

    private final Supplier<Catalog> catalog;
    private final PostbackIntake intake;
    private final TopicWriter<Postback> postbacks;
    private final Deadline deadline;
    private final RefusalDesk refusals;
    private final Clients clients;
    private final RateLimits limits;
    private final ReplayGuard replays;
    private final GatewayMetrics metrics;
    private final long mostBodyBytes;
    private final BodyRoom bodies;

    public PostbackDoor(PostbackServices services, Deadline deadline, BodyRoom bodies) {
        this.catalog = services.catalog();
        this.intake = new PostbackIntake(
                services.safeguards().signatureTolerance(),
                services.safeguards().clickIds(),
                services.clock(),
                services.receiptIds());
        this.clients = services.safeguards().clients();
        this.limits = services.safeguards().limits();
        this.replays = services.safeguards().replays();
        this.postbacks = services.postbacks();
        this.refusals = services.refusals();
        this.metrics = services.metrics();
        this.mostBodyBytes = services.mostBodyBytes();
        this.deadline = deadline;
        this.bodies = bodies;
    }

    /** Answers GET and POST. */
    public void handle(HttpServerRequest request, String advertiserId, Acknowledgement acknowledgement) {
        Parameters parameters = Parameters.ofQuery(request.query());
        if (!request.method().equals(HttpMethod.POST)) {
            decide(request, advertiserId, parameters, null, acknowledgement);
            return;
        }
        BoundedBody.of(request, mostBodyBytes, bodies)
                .onSuccess(arrival -> DefectGuard.run(
                        request.response(),
                        () -> receive(request, advertiserId, parameters, arrival, acknowledgement)));
    }

    /** Answers one who sends too much. Only counted: a flood must not become a flood of records. */
    private void slowDown(HttpServerRequest request, int retryAfterSeconds) {
        Refused refused = Refused.because(Refusal.TOO_MANY_REQUESTS);
        String requestId = refusals.count(Route.POSTBACK, refused);
        request.response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds));
        ProblemAnswer.send(request.response(), requestId, refused);
    }

    private void receive(
            HttpServerRequest request,
            String advertiserId,
            Parameters parameters,
            Arrival arrival,
            Acknowledgement acknowledgement) {
        if (arrival instanceof Whole whole) {
            read(request, advertiserId, parameters, whole.body().getBytes(), acknowledgement);
        } else if (arrival instanceof GivenUp givenUp) {
            // What is still coming is not waited for.
            LastAnswer.on(request);
            refuse(request, advertiserId, Refused.because(givenUp.reason()));
        }
    }

    private void read(
            HttpServerRequest request,
            String advertiserId,
            Parameters parameters,
            byte[] body,
            Acknowledgement acknowledgement) {
        Body.Reading reading = Body.read(body, request.getHeader(HttpHeaders.CONTENT_TYPE), parameters);
        if (reading instanceof Body.UnknownType unknown) {
            Refused refused =
                    Refused.because(Refusal.UNSUPPORTED_MEDIA_TYPE, "the content type was " + unknown.contentType());
            refuse(request, advertiserId, refused);
        } else if (reading instanceof Body.Malformed malformed) {
            // Of a body that nobody can read nobody knows what in it is secret, nor yet who sent it.
            Refused refused = Refused.malformed("body", malformed.detail(), "a body of " + body.length + " bytes");
            refuse(request, advertiserId, refused);
        } else {
            decide(request, advertiserId, parameters, body, acknowledgement);
        }
    }

    private void decide(
            HttpServerRequest request,
            String advertiserId,
            Parameters parameters,
            byte @Nullable [] body,
            Acknowledgement acknowledgement) {
        Caller caller = new Caller(
                HeaderToken.of(request),
                clients.address(request),
                clients.encrypted(request),
                () -> SignedRequests.of(request, body));
        Catalog now = catalog.get();
        Intake decision = intake.admit(now, advertiserId, parameters, caller);
        boolean recognised = decision instanceof Admitted;
        if (decision instanceof Admitted admitted) {
            // Only now: a stranger must not use up what an advertiser may send.
            int wait = limits.ofAdvertiser(admitted.advertiser());
            if (wait != RateLimits.PASS) {
                slowDown(request, wait);
                return;
            }
            decision = intake.validate(now, admitted);
        }
        if (decision instanceof Accepted accepted) {
            claim(request, body, accepted, acknowledgement);
        } else if (decision instanceof Declined declined) {
            Knock knock = Knock.atPostbackDoor(request, clients.address(request), advertiserId, body);
            refuse(request, recognised ? knock.ofRecognised() : knock, declined.refused(), declined.secrets());
        }
    }

    /** Takes a signed request once. One whose first sending is not decided yet has to come again, and learns then. */
    private void claim(
            HttpServerRequest request, byte @Nullable [] body, Accepted accepted, Acknowledgement acknowledgement) {
        Answer answer = acknowledgement.to(accepted.advertiser());
        String advertiserId = accepted.advertiser().getId();
        String signature = accepted.signature();
        if (signature == null) {
            write(request, accepted.postback(), answer);
            return;
        }
        switch (replays.claim(advertiserId, signature)) {
            case NEW -> writeOnce(request, accepted, signature, answer);
            case UNDER_WAY -> {
                metrics.answered(Route.POSTBACK, UNAVAILABLE);
                ProblemAnswer.send(
                        request.response(), accepted.postback().getReceiptId(), Refused.because(Refusal.UNAVAILABLE));
            }
            case ACCEPTED ->
                refuse(
                        request,
                        Knock.atPostbackDoor(request, clients.address(request), advertiserId, body)
                                .ofRecognised(),
                        Refused.because(Refusal.REPLAYED, "this signature was accepted before"),
                        PostbackIntake.secrets(accepted.advertiser()));
        }
    }

    private void writeOnce(HttpServerRequest request, Accepted accepted, String signature, Answer answer) {
        String advertiserId = accepted.advertiser().getId();
        try {
            write(request, accepted.postback(), answer)
                    .onComplete(written -> replays.conclude(advertiserId, signature, isTaken(written)));
        } catch (RuntimeException defect) {
            replays.conclude(advertiserId, signature, false);
            throw defect;
        }
    }

    private static boolean isTaken(AsyncResult<PublishResult> written) {
        return written.succeeded() && !(written.result() instanceof NotTaken) && !(written.result() instanceof Failed);
    }

    private Future<PublishResult> write(HttpServerRequest request, Postback postback, Answer answer) {
        String receiptId = postback.getReceiptId();
        String key = postback.getClickId() == null ? receiptId : postback.getClickId();
        Traceparent trace = Traceparent.continuing(request.getHeader(Traceparent.HEADER));
        Future<PublishResult> written = postbacks.write(key, postback, trace);
        deadline.limit(written).onSuccess(result -> answer(request, receiptId, result, answer));
        return written;
    }

    private void answer(HttpServerRequest request, String receiptId, PublishResult result, Answer answer) {
        if (result instanceof Durable) {
            metrics.answered(Route.POSTBACK, ACCEPTED);
            answer.send(request.response(), receiptId);
        } else if (result instanceof Spooled) {
            metrics.answered(Route.POSTBACK, SPOOLED);
            answer.send(request.response().setStatusCode(STATUS_ACCEPTED), receiptId);
        } else {
            metrics.answered(Route.POSTBACK, UNAVAILABLE);
            // The receipt's own id: should the record arrive after all, this answer can be traced to it.
            ProblemAnswer.send(request.response(), receiptId, Refused.because(Refusal.UNAVAILABLE));
        }
    }

    /** Before it is known who calls; nothing is kept of a body. */
    private void refuse(HttpServerRequest request, String advertiserId, Refused refused) {
        Knock knock = Knock.atPostbackDoor(request, clients.address(request), advertiserId, null);
        refuse(request, knock, refused, secretsOf(advertiserId));
    }

    private void refuse(HttpServerRequest request, Knock knock, Refused refused, Secrets secrets) {
        String requestId = refusals.take(secrets, knock, refused, refused.httpStatus());
        ProblemAnswer.send(request.response(), requestId, refused);
    }

    private Secrets secretsOf(String advertiserId) {
        Advertiser advertiser = catalog.get().advertiser(advertiserId);
        return advertiser == null ? Secrets.NONE : PostbackIntake.secrets(advertiser);
    }
}
