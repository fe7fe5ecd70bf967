package dev.ricochet.gateway.click;

import dev.ricochet.gateway.metrics.RequestOutcome;
import dev.ricochet.gateway.pixel.Pixel;
import dev.ricochet.gateway.publish.Deadline;
import dev.ricochet.gateway.refusal.Knock;
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
import java.time.Instant;

/**
 * Takes impressions, on one event loop: a page shows an affiliate's banner and loads this picture with it. Passes the same
 * checks as a click, counts toward no cap, and always answers with the picture, so that no page shows a broken one; the
 * status tells whether the impression was taken.
 */
public final class ImpressionDoor {
    private static final int OK = 200;

    private final ClickServices services;
    private final ClickDesk desk;
    private final Deadline deadline;

    public ImpressionDoor(ClickServices services, Deadline deadline) {
        this.services = services;
        this.desk = new ClickDesk(services);
        this.deadline = deadline;
    }

    /** Answers GET, and HEAD, which takes no impression. */
    public void handle(HttpServerRequest request, String offerId) {
        Parameters link = Parameters.ofQuery(request.query());
        String affiliateId = link.first("aff");
        boolean probe = request.method().equals(HttpMethod.HEAD);
        ClickDraft draft = new ClickDraft(
                ClickKind.IMPRESSION,
                Instant.ofEpochMilli(services.clock().millis()),
                Link.of(link),
                services.visitors().of(request));
        ClickOutcome outcome = probe ? desk.peek(draft, offerId, affiliateId) : desk.take(draft, offerId, affiliateId);
        if (outcome instanceof ClickOutcome.NotTaken notTaken) {
            Refused refused = Refused.because(notTaken.reason());
            if (probe) {
                services.metrics().answered(Route.CLICK, RequestOutcome.PROBED);
            } else {
                Knock knock = Knock.atClickDoor(request, services.visitors().address(request), offerId, affiliateId);
                services.refusals().take(knock, refused, refused.httpStatus(), null);
            }
            show(request, refused.httpStatus());
        } else if (outcome instanceof ClickOutcome.Taken taken && !probe) {
            write(request, taken.click());
        } else {
            services.metrics().answered(Route.CLICK, RequestOutcome.PROBED);
            show(request, OK);
        }
    }

    /** Answers a visitor whose address sends too much. */
    public void slowDown(HttpServerRequest request, int retryAfterSeconds) {
        Refused refused = Refused.because(Refusal.TOO_MANY_REQUESTS);
        services.refusals().count(Route.CLICK, refused);
        request.response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds));
        show(request, refused.httpStatus());
    }

    private void write(HttpServerRequest request, Click impression) {
        String trace = request.getHeader(Traceparent.HEADER);
        deadline.limit(services.clicks()
                        .write(
                                impression.getClickId(),
                                impression,
                                trace == null ? null : Traceparent.continuing(trace)))
                .onSuccess(result -> {
                    services.metrics().answered(Route.CLICK, ClickDoor.outcome(result));
                    show(request, OK);
                });
    }

    private static void show(HttpServerRequest request, int status) {
        request.response().setStatusCode(status);
        if (request.method().equals(HttpMethod.HEAD)) {
            request.response().end();
        } else {
            Pixel.send(request.response());
        }
    }
}
