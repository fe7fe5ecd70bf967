package dev.ricochet.gateway.front;

import dev.ricochet.gateway.click.ClickDoor;
import dev.ricochet.gateway.lookup.ReceiptDoor;
import dev.ricochet.gateway.postback.Acknowledgement;
import dev.ricochet.gateway.postback.PostbackDoor;
import dev.ricochet.gateway.refusal.DefectGuard;
import dev.ricochet.gateway.refusal.Knock;
import dev.ricochet.gateway.refusal.ProblemAnswer;
import dev.ricochet.gateway.refusal.RefusalDesk;
import dev.ricochet.gateway.refusal.Refused;
import dev.ricochet.gateway.request.PathSegment;
import dev.ricochet.schemas.event.Route;
import dev.ricochet.schemas.reason.Refusal;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Leads each request to its door, by path and method. Three routes need no router. */
final class FrontDoor implements Handler<HttpServerRequest> {
    private static final String CLICKS = "/c/";
    private static final String POSTBACKS = "/p/";
    private static final String RECEIPTS = "/api/v1/receipts/";
    private static final String PIXEL_SUFFIX = ".gif";
    private static final int URI_TOO_LONG = 414;
    private static final int HEADER_FIELDS_TOO_LARGE = 431;

    private final ClickDoor clicks;
    private final PostbackDoor postbacks;
    private final ReceiptDoor receipts;
    private final RefusalDesk refusals;

    FrontDoor(ClickDoor clicks, PostbackDoor postbacks, ReceiptDoor receipts, RefusalDesk refusals) {
        this.clicks = clicks;
        this.postbacks = postbacks;
        this.receipts = receipts;
        this.refusals = refusals;
    }

    @Override
    public void handle(HttpServerRequest request) {
        DefectGuard.run(request.response(), () -> lead(request));
    }

    private void lead(HttpServerRequest request) {
        String path = request.path();
        if (path != null && path.startsWith(CLICKS)) {
            click(request, PathSegment.last(path, CLICKS.length()));
        } else if (path != null && path.startsWith(POSTBACKS)) {
            postback(request, PathSegment.last(path, POSTBACKS.length()));
        } else if (path != null && path.startsWith(RECEIPTS)) {
            receipt(request, PathSegment.last(path, RECEIPTS.length()));
        } else {
            pass(request, Refusal.NOT_FOUND);
        }
    }

    private void click(HttpServerRequest request, @Nullable String offerId) {
        if (offerId == null) {
            pass(request, Refusal.NOT_FOUND);
        } else if (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD)) {
            clicks.handle(request, offerId);
        } else {
            wrongMethod(request, Route.CLICK, "GET, HEAD");
        }
    }

    private void postback(HttpServerRequest request, @Nullable String advertiserId) {
        if (advertiserId == null) {
            pass(request, Refusal.NOT_FOUND);
        } else if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.POST)) {
            wrongMethod(request, Route.POSTBACK, "GET, POST");
        } else if (advertiserId.endsWith(PIXEL_SUFFIX)) {
            String id = advertiserId.substring(0, advertiserId.length() - PIXEL_SUFFIX.length());
            postbacks.handle(request, id, Acknowledgement.PIXEL);
        } else {
            postbacks.handle(request, advertiserId, Acknowledgement.JSON);
        }
    }

    private void receipt(HttpServerRequest request, @Nullable String id) {
        if (id == null) {
            pass(request, Refusal.NOT_FOUND);
        } else if (request.method().equals(HttpMethod.GET)) {
            receipts.handle(request, id);
        } else {
            wrongMethod(request, Route.OTHER, "GET");
        }
    }

    private void wrongMethod(HttpServerRequest request, Route route, String allowed) {
        Refused refused = Refused.because(Refusal.METHOD_NOT_ALLOWED);
        String requestId = refusals.take(
                Knock.atTheGate(route, request), refused, refused.reason().httpStatus(), null);
        ProblemAnswer.send(request.response().putHeader(HttpHeaders.ALLOW, allowed), requestId, refused);
    }

    /** Scanners and lost browsers: counted, not kept. */
    private void pass(HttpServerRequest request, Refusal reason) {
        Refused refused = Refused.because(reason);
        ProblemAnswer.send(request.response(), refusals.count(Route.OTHER, refused), refused);
    }

    /** What is no HTTP request, or whose head is too long; nothing of it can be trusted, and its connection ends. */
    void refuseInvalid(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        Refused refused = Refused.because(Refusal.MALFORMED_REQUEST);
        int status = refused.reason().httpStatus();
        if (cause instanceof TooLongHttpLineException) {
            refused = Refused.because(Refusal.TOO_LARGE);
            status = URI_TOO_LONG;
        } else if (cause instanceof TooLongHttpHeaderException) {
            refused = Refused.because(Refusal.TOO_LARGE);
            status = HEADER_FIELDS_TOO_LARGE;
        }
        String requestId = refusals.count(Route.OTHER, refused);
        ProblemAnswer.send(request.response(), requestId, refused, status);
        request.connection().close();
    }
}
