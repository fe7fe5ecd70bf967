package dev.ricochet.gateway.postback;

import static dev.ricochet.gateway.metrics.RequestOutcome.ACCEPTED;
import static dev.ricochet.gateway.metrics.RequestOutcome.SPOOLED;
import static dev.ricochet.gateway.metrics.RequestOutcome.UNAVAILABLE;

import dev.ricochet.gateway.metrics.GatewayMetrics;
import dev.ricochet.gateway.postback.BoundedBody.Arrival;
import dev.ricochet.gateway.postback.BoundedBody.Whole;
import dev.ricochet.gateway.postback.Intake.Accepted;
import dev.ricochet.gateway.postback.Intake.Declined;
import dev.ricochet.gateway.publish.Deadline;
import dev.ricochet.gateway.publish.PublishResult;
import dev.ricochet.gateway.publish.PublishResult.Durable;
import dev.ricochet.gateway.publish.PublishResult.Spooled;
import dev.ricochet.gateway.publish.TopicWriter;
import dev.ricochet.gateway.refusal.DefectGuard;
import dev.ricochet.gateway.refusal.Knock;
import dev.ricochet.gateway.refusal.ProblemAnswer;
import dev.ricochet.gateway.refusal.RefusalDesk;
import dev.ricochet.gateway.refusal.Refused;
import dev.ricochet.gateway.request.Body;
import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.gateway.request.PeerAddress;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.trace.Traceparent;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.Route;
import dev.ricochet.schemas.reason.Refusal;
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
    private static final CharSequence TOKEN_HEADER = HttpHeaders.createOptimized("X-Ricochet-Token");
    private static final String BEARER = "Bearer ";
    private static final int STATUS_ACCEPTED = 202;

    private final Supplier<Catalog> catalog;
    private final PostbackIntake intake;
    private final TopicWriter<Postback> postbacks;
    private final Deadline deadline;
    private final RefusalDesk refusals;
    private final GatewayMetrics metrics;
    private final long mostBodyBytes;

    public PostbackDoor(PostbackServices services, Deadline deadline) {
        this.catalog = services.catalog();
        this.intake = new PostbackIntake(services.clock(), services.receiptIds());
        this.postbacks = services.postbacks();
        this.refusals = services.refusals();
        this.metrics = services.metrics();
        this.mostBodyBytes = services.mostBodyBytes();
        this.deadline = deadline;
    }

    /** Answers GET and POST. */
    public void handle(HttpServerRequest request, String advertiserId, Acknowledgement acknowledgement) {
        Parameters parameters = Parameters.ofQuery(request.query());
        if (!request.method().equals(HttpMethod.POST)) {
            decide(request, advertiserId, parameters, null, acknowledgement);
            return;
        }
        BoundedBody.of(request, mostBodyBytes)
                .onSuccess(arrival -> DefectGuard.run(
                        request.response(),
                        () -> receive(request, advertiserId, parameters, arrival, acknowledgement)));
    }

    private void receive(
            HttpServerRequest request,
            String advertiserId,
            Parameters parameters,
            Arrival arrival,
            Acknowledgement acknowledgement) {
        if (arrival instanceof Whole whole) {
            read(request, advertiserId, parameters, whole.body().getBytes(), acknowledgement);
        } else {
            // What is still coming is not waited for.
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            refuse(request, advertiserId, null, Refused.because(Refusal.TOO_LARGE), null);
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
            refuse(request, advertiserId, null, refused, null);
        } else if (reading instanceof Body.Malformed malformed) {
            refuse(request, advertiserId, body, Refused.malformed("body", malformed.detail()), null);
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
        Caller caller = new Caller(headerToken(request), PeerAddress.of(request), request.isSSL());
        Intake decision = intake.decide(catalog.get(), advertiserId, parameters, caller);
        if (decision instanceof Accepted accepted) {
            write(request, accepted.postback(), acknowledgement);
        } else if (decision instanceof Declined declined) {
            refuse(request, advertiserId, body, declined.refused(), declined.secret());
        }
    }

    private void write(HttpServerRequest request, Postback postback, Acknowledgement acknowledgement) {
        String receiptId = postback.getReceiptId();
        String key = postback.getClickId() == null ? receiptId : postback.getClickId();
        Traceparent trace = Traceparent.continuing(request.getHeader(Traceparent.HEADER));
        deadline.limit(postbacks.write(key, postback, trace))
                .onSuccess(result -> answer(request, receiptId, result, acknowledgement));
    }

    private void answer(
            HttpServerRequest request, String receiptId, PublishResult result, Acknowledgement acknowledgement) {
        if (result instanceof Durable) {
            metrics.answered(Route.POSTBACK, ACCEPTED);
            acknowledgement.send(request.response(), receiptId);
        } else if (result instanceof Spooled) {
            metrics.answered(Route.POSTBACK, SPOOLED);
            acknowledgement.send(request.response().setStatusCode(STATUS_ACCEPTED), receiptId);
        } else {
            metrics.answered(Route.POSTBACK, UNAVAILABLE);
            // The receipt's own id: should the record arrive after all, this answer can be traced to it.
            ProblemAnswer.send(request.response(), receiptId, Refused.because(Refusal.UNAVAILABLE));
        }
    }

    private void refuse(
            HttpServerRequest request,
            String advertiserId,
            byte @Nullable [] body,
            Refused refused,
            @Nullable String secret) {
        Knock knock = Knock.atPostbackDoor(request, advertiserId, body);
        String requestId = refusals.take(knock, refused, refused.reason().httpStatus(), secret);
        ProblemAnswer.send(request.response(), requestId, refused);
    }

    private static @Nullable String headerToken(HttpServerRequest request) {
        String own = request.getHeader(TOKEN_HEADER);
        if (own != null) {
            return own;
        }
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.startsWith(BEARER)
                ? authorization.substring(BEARER.length())
                : null;
    }
}
