package dev.ricochet.gateway.front;

import dev.ricochet.gateway.limit.RateLimits;
import dev.ricochet.gateway.postback.Acknowledgement;
import dev.ricochet.gateway.postback.Safeguards;
import dev.ricochet.gateway.refusal.DefectGuard;
import dev.ricochet.gateway.refusal.Knock;
import dev.ricochet.gateway.refusal.ProblemAnswer;
import dev.ricochet.gateway.refusal.RefusalDesk;
import dev.ricochet.gateway.refusal.Refused;
import dev.ricochet.gateway.request.Clients;
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

/** Leads each request to its door, by path and method. Six routes need no router. */
final class FrontDoor implements Handler<HttpServerRequest> {
    private static final String CLICKS = "/c/";
    private static final String IMPRESSIONS = "/i/";
    private static final String POSTBACKS = "/p/";
    private static final String CLICK_REPORTS = "/api/v1/clicks";
    private static final String BATCHES = "/api/v1/postbacks:batch";
    private static final String RECEIPTS = "/api/v1/receipts/";
    private static final String PIXEL_SUFFIX = ".gif";
    private static final int URI_TOO_LONG = 414;
    private static final int HEADER_FIELDS_TOO_LARGE = 431;

    private final Doors doors;
    private final RefusalDesk refusals;
    private final Clients clients;
    private final RateLimits limits;
    private final ConnectionWatch connections;
    private final LoopLag lag;

    FrontDoor(Doors doors, RefusalDesk refusals, Safeguards safeguards, ConnectionWatch connections, LoopLag lag) {
        this.doors = doors;
        this.refusals = refusals;
        this.clients = safeguards.clients();
        this.limits = safeguards.limits();
        this.connections = connections;
        this.lag = lag;
    }

    @Override
    public void handle(HttpServerRequest request) {
        connections.arrived(request);
        SecurityHeaders.put(request);
        DefectGuard.run(request.response(), () -> {
            if (lag.isTooLong()) {
                shed(request);
            } else {
                lead(request);
            }
        });
    }

    /** Early and cheap, so that those who come after are served in time. */
    private void shed(HttpServerRequest request) {
        String path = request.path();
        if (path != null && path.startsWith(CLICKS)) {
            doors.clicks().shed(request);
        } else {
            Route route = path != null && path.startsWith(POSTBACKS) ? Route.POSTBACK : Route.OTHER;
            Refused refused = Refused.because(Refusal.OVERLOADED);
            ProblemAnswer.send(request.response(), refusals.count(route, refused), refused);
        }
    }

    private void lead(HttpServerRequest request) {
        String path = request.path();
        if (path != null && path.startsWith(CLICKS)) {
            click(request, PathSegment.last(path, CLICKS.length()));
        } else if (path != null && path.startsWith(IMPRESSIONS)) {
            impression(request, PathSegment.last(path, IMPRESSIONS.length()));
        } else if (path != null && path.startsWith(POSTBACKS)) {
            postback(request, PathSegment.last(path, POSTBACKS.length()));
        } else if (CLICK_REPORTS.equals(path)) {
            onlyPost(request, Route.CLICK, doors.clickReports()::handle);
        } else if (BATCHES.equals(path)) {
            onlyPost(request, Route.POSTBACK, doors.batches()::handle);
        } else if (path != null && path.startsWith(RECEIPTS)) {
            receipt(request, PathSegment.last(path, RECEIPTS.length()));
        } else {
            pass(request, Refusal.NOT_FOUND);
        }
    }

    private void onlyPost(HttpServerRequest request, Route route, Handler<HttpServerRequest> door) {
        int wait = waitOf(request);
        if (wait != RateLimits.PASS) {
            slowDown(request, route, wait);
        } else if (request.method().equals(HttpMethod.POST)) {
            door.handle(request);
        } else {
            wrongMethod(request, route, "POST");
        }
    }

    private void slowDown(HttpServerRequest request, Route route, int retryAfterSeconds) {
        Refused refused = Refused.because(Refusal.TOO_MANY_REQUESTS);
        request.response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds));
        ProblemAnswer.send(request.response(), refusals.count(route, refused), refused);
    }

    private void click(HttpServerRequest request, @Nullable String offerId) {
        if (offerId == null) {
            pass(request, Refusal.NOT_FOUND);
        } else if (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD)) {
            int wait = waitOf(request);
            if (wait == RateLimits.PASS) {
                doors.clicks().handle(request, offerId);
            } else {
                doors.clicks().slowDown(request, wait);
            }
        } else {
            wrongMethod(request, Route.CLICK, "GET, HEAD");
        }
    }

    private void impression(HttpServerRequest request, @Nullable String offerId) {
        if (offerId == null) {
            pass(request, Refusal.NOT_FOUND);
        } else if (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD)) {
            int wait = waitOf(request);
            if (wait == RateLimits.PASS) {
                doors.impressions().handle(request, offerId);
            } else {
                doors.impressions().slowDown(request, wait);
            }
        } else {
            wrongMethod(request, Route.CLICK, "GET, HEAD");
        }
    }

    private void postback(HttpServerRequest request, @Nullable String advertiserId) {
        int wait = waitOf(request);
        if (wait != RateLimits.PASS) {
            slowDown(request, Route.POSTBACK, wait);
        } else if (advertiserId == null) {
            pass(request, Refusal.NOT_FOUND);
        } else if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.POST)) {
            wrongMethod(request, Route.POSTBACK, "GET, POST");
        } else if (advertiserId.endsWith(PIXEL_SUFFIX)) {
            String id = advertiserId.substring(0, advertiserId.length() - PIXEL_SUFFIX.length());
            doors.postbacks().handle(request, id, Acknowledgement.PIXEL);
        } else {
            doors.postbacks().handle(request, advertiserId, Acknowledgement.JSON);
        }
    }

    /** For how long this address has to wait. Before anything else is done for it. */
    private int waitOf(HttpServerRequest request) {
        return limits.byAddress() ? limits.ofAddress(clients.address(request)) : RateLimits.PASS;
    }

    private void receipt(HttpServerRequest request, @Nullable String id) {
        int wait = waitOf(request);
        if (wait != RateLimits.PASS) {
            slowDown(request, Route.OTHER, wait);
        } else if (id == null) {
            pass(request, Refusal.NOT_FOUND);
        } else if (request.method().equals(HttpMethod.GET)) {
            doors.receipts().handle(request, id);
        } else {
            wrongMethod(request, Route.OTHER, "GET");
        }
    }

    private void wrongMethod(HttpServerRequest request, Route route, String allowed) {
        Refused refused = Refused.because(Refusal.METHOD_NOT_ALLOWED);
        String requestId = refusals.take(
                Knock.atTheGate(route, request, clients.address(request)), refused, refused.httpStatus(), null);
        ProblemAnswer.send(request.response().putHeader(HttpHeaders.ALLOW, allowed), requestId, refused);
    }

    /** Scanners and lost browsers: counted, not kept. */
    private void pass(HttpServerRequest request, Refusal reason) {
        Refused refused = Refused.because(reason);
        ProblemAnswer.send(request.response(), refusals.count(Route.OTHER, refused), refused);
    }

    /** What is no HTTP request, or whose head is too long; nothing of it can be trusted, and its connection ends. */
    void refuseInvalid(HttpServerRequest request) {
        SecurityHeaders.put(request);
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
