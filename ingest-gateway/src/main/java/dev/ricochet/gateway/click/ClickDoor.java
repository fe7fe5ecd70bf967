package dev.ricochet.gateway.click;

import dev.ricochet.gateway.metrics.RequestOutcome;
import dev.ricochet.gateway.publish.Deadline;
import dev.ricochet.gateway.publish.PublishResult;
import dev.ricochet.gateway.publish.PublishResult.Durable;
import dev.ricochet.gateway.publish.PublishResult.Spooled;
import dev.ricochet.gateway.refusal.Knock;
import dev.ricochet.gateway.refusal.ProblemAnswer;
import dev.ricochet.gateway.refusal.Refused;
import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.kit.trace.Traceparent;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.ClickKind;
import dev.ricochet.schemas.event.Route;
import dev.ricochet.schemas.reason.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Sends visitors on, on one event loop. Whatever becomes of the record, a visitor whom the offer takes gets there. */
public final class ClickDoor {
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final int FOUND = 302;

    private final ClickServices services;
    private final ClickDesk desk;
    private final Deadline deadline;

    public ClickDoor(ClickServices services, Deadline deadline) {
        this.services = services;
        this.desk = new ClickDesk(services);
        this.deadline = deadline;
    }

    /** Answers GET, and HEAD, which shows where a link leads without counting a click. */
    public void handle(HttpServerRequest request, String offerId) {
        Parameters link = Parameters.ofQuery(request.query());
        String affiliateId = link.first("aff");
        boolean probe = request.method().equals(HttpMethod.HEAD);
        ClickDraft draft = draft(request, link);
        ClickOutcome outcome = probe ? desk.peek(draft, offerId, affiliateId) : desk.take(draft, offerId, affiliateId);
        if (outcome instanceof ClickOutcome.NotTaken notTaken) {
            turnAway(request, offerId, affiliateId, notTaken);
        } else if (outcome instanceof ClickOutcome.Taken taken && !probe) {
            write(request, taken.click(), taken.landingUrl());
        } else if (outcome instanceof ClickOutcome.Taken taken) {
            services.metrics().answered(Route.CLICK, RequestOutcome.PROBED);
            redirect(request.response(), taken.landingUrl());
        }
    }

    /** Answers a visitor whose address sends too much. Only counted: a flood must not become a flood of records. */
    public void slowDown(HttpServerRequest request, int retryAfterSeconds) {
        Refused refused = Refused.because(Refusal.TOO_MANY_REQUESTS);
        services.refusals().count(Route.CLICK, refused);
        request.response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds));
        showPage(request, refused.reason());
    }

    /** Answers a visitor for whom there is no time. */
    public void shed(HttpServerRequest request) {
        Refused refused = Refused.because(Refusal.OVERLOADED);
        services.refusals().count(Route.CLICK, refused);
        request.response().putHeader(HttpHeaders.RETRY_AFTER, ProblemAnswer.RETRY_AFTER_SECONDS);
        showPage(request, refused.reason());
    }

    private ClickDraft draft(HttpServerRequest request, Parameters link) {
        return new ClickDraft(
                ClickKind.CLICK,
                Instant.ofEpochMilli(services.clock().millis()),
                Link.of(link),
                services.visitors().of(request));
    }

    private void write(HttpServerRequest request, Click click, String landingUrl) {
        String trace = request.getHeader(Traceparent.HEADER);
        deadline.limit(services.clicks()
                        .write(click.getClickId(), click, trace == null ? null : Traceparent.continuing(trace)))
                .onSuccess(result -> {
                    services.metrics().answered(Route.CLICK, outcome(result));
                    redirect(request.response(), landingUrl);
                });
    }

    private void turnAway(
            HttpServerRequest request, String offerId, @Nullable String affiliateId, ClickOutcome.NotTaken notTaken) {
        String fallbackUrl = notTaken.fallbackUrl();
        int status = fallbackUrl == null ? notTaken.reason().httpStatus() : FOUND;
        if (request.method().equals(HttpMethod.HEAD)) {
            services.metrics().answered(Route.CLICK, RequestOutcome.PROBED);
        } else {
            Knock knock = Knock.atClickDoor(request, services.visitors().address(request), offerId, affiliateId);
            services.refusals().take(knock, Refused.because(notTaken.reason()), status, null);
        }
        if (fallbackUrl == null) {
            showPage(request, notTaken.reason());
        } else {
            redirect(request.response(), fallbackUrl);
        }
    }

    static RequestOutcome outcome(PublishResult result) {
        if (result instanceof Durable) {
            return RequestOutcome.ACCEPTED;
        }
        return result instanceof Spooled ? RequestOutcome.SPOOLED : RequestOutcome.UNCONFIRMED;
    }

    private static void redirect(HttpServerResponse response, String url) {
        response.setStatusCode(FOUND)
                .putHeader(HttpHeaders.LOCATION, url)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .end();
    }

    private static void showPage(HttpServerRequest request, Refusal reason) {
        HttpServerResponse response = request.response()
                .setStatusCode(reason.httpStatus())
                .putHeader(HttpHeaders.CONTENT_TYPE, TurnedAwayPage.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(TurnedAwayPage.of(reason));
        }
    }
}
