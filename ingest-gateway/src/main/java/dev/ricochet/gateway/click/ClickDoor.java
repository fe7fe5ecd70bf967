package dev.ricochet.gateway.click;

import dev.ricochet.gateway.click.ClickDecision.TurnedAway;
import dev.ricochet.gateway.click.ClickDecision.Welcome;
import dev.ricochet.gateway.metrics.RequestOutcome;
import dev.ricochet.gateway.publish.Deadline;
import dev.ricochet.gateway.publish.PublishResult;
import dev.ricochet.gateway.publish.PublishResult.Durable;
import dev.ricochet.gateway.publish.PublishResult.Spooled;
import dev.ricochet.gateway.refusal.Cut;
import dev.ricochet.gateway.refusal.Knock;
import dev.ricochet.gateway.refusal.Refused;
import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.gateway.request.PeerAddress;
import dev.ricochet.kit.trace.Traceparent;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.event.Automation;
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
    private static final int HEADER_LENGTH = 512;
    private static final int LANGUAGE_LENGTH = 64;
    private static final String NO_CLICK = "";

    private final ClickServices services;
    private final Deadline deadline;

    public ClickDoor(ClickServices services, Deadline deadline) {
        this.services = services;
        this.deadline = deadline;
    }

    /** Answers GET, and HEAD, which shows where a link leads without counting a click. */
    public void handle(HttpServerRequest request, String offerId) {
        Parameters link = Parameters.ofQuery(request.query());
        String affiliateId = link.first("aff");
        ClickDecision decision = ClickPolicy.judge(services.catalog().get(), offerId, affiliateId);
        if (decision instanceof Welcome welcome) {
            welcome(request, welcome, link);
        } else if (decision instanceof TurnedAway turnedAway) {
            turnAway(request, offerId, affiliateId, link, turnedAway);
        }
    }

    private void welcome(HttpServerRequest request, Welcome welcome, Parameters link) {
        boolean counts = !request.method().equals(HttpMethod.HEAD);
        Offer offer = welcome.offer();
        Instant now = Instant.ofEpochMilli(services.clock().millis());
        String clickId = counts ? services.clickIds().mint(now) : NO_CLICK;
        ClickValues values = ClickValues.of(clickId, offer.getId(), welcome.affiliateId(), link);
        String landingUrl = LandingUrl.fill(offer.getLandingUrl(), values);
        if (landingUrl == null) {
            TurnedAway unusable = new TurnedAway(Refusal.MISCONFIGURED, offer.getFallbackUrl());
            turnAway(request, offer.getId(), welcome.affiliateId(), link, unusable);
        } else if (counts) {
            write(request, click(request, offer, values, now), landingUrl);
        } else {
            services.metrics().answered(Route.CLICK, RequestOutcome.PROBED);
            redirect(request.response(), landingUrl);
        }
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
            HttpServerRequest request,
            String offerId,
            @Nullable String affiliateId,
            Parameters link,
            TurnedAway turnedAway) {
        String template = turnedAway.fallbackUrl();
        String fallbackUrl = template == null
                ? null
                : LandingUrl.fill(template, ClickValues.of(NO_CLICK, offerId, affiliateId, link));
        int status = fallbackUrl == null ? turnedAway.reason().httpStatus() : FOUND;
        if (request.method().equals(HttpMethod.HEAD)) {
            services.metrics().answered(Route.CLICK, RequestOutcome.PROBED);
        } else {
            Knock knock = Knock.atClickDoor(request, offerId, affiliateId);
            services.refusals().take(knock, Refused.because(turnedAway.reason()), status, null);
        }
        if (fallbackUrl == null) {
            showPage(request, turnedAway.reason());
        } else {
            redirect(request.response(), fallbackUrl);
        }
    }

    private static Click click(HttpServerRequest request, Offer offer, ClickValues values, Instant now) {
        return new Click(
                values.clickId(),
                ClickKind.CLICK,
                now,
                offer.getAdvertiserId(),
                offer.getId(),
                values.affiliateId(),
                values.source(),
                values.subs(),
                PeerAddress.of(request),
                Cut.orNull(HEADER_LENGTH, request.getHeader(HttpHeaders.USER_AGENT)),
                Cut.orNull(HEADER_LENGTH, request.getHeader(HttpHeaders.REFERER)),
                Cut.orNull(LANGUAGE_LENGTH, request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)),
                null,
                Automation.NONE);
    }

    private static RequestOutcome outcome(PublishResult result) {
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
