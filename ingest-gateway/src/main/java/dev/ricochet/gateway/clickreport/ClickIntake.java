package dev.ricochet.gateway.clickreport;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricochet.gateway.click.ClickDesk;
import dev.ricochet.gateway.click.ClickOutcome;
import dev.ricochet.gateway.click.ClickServices;
import dev.ricochet.gateway.clickreport.ItemResult.Accepted;
import dev.ricochet.gateway.clickreport.ItemResult.Declined;
import dev.ricochet.gateway.metrics.RequestOutcome;
import dev.ricochet.gateway.publish.Deadline;
import dev.ricochet.gateway.publish.PublishResult;
import dev.ricochet.gateway.publish.PublishResult.Durable;
import dev.ricochet.gateway.publish.PublishResult.Spooled;
import dev.ricochet.gateway.refusal.Knock;
import dev.ricochet.gateway.refusal.Refused;
import dev.ricochet.gateway.refusal.Secrets;
import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.kit.trace.Traceparent;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Route;
import dev.ricochet.schemas.reason.Refusal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Takes the items of one request, one after the other. */
final class ClickIntake {
    private final ClickServices services;
    private final ClickDesk desk;
    private final Deadline deadline;
    private final HttpServerRequest request;
    private final String token;
    private final @Nullable Traceparent trace;
    private long refused;

    /** @param token as the request shows it */
    ClickIntake(ClickServices services, Deadline deadline, HttpServerRequest request, String token) {
        this.services = services;
        this.desk = new ClickDesk(services);
        this.deadline = deadline;
        this.request = request;
        this.token = token;
        String header = request.getHeader(Traceparent.HEADER);
        this.trace = header == null ? null : Traceparent.continuing(header);
    }

    /** The future never fails. */
    Future<ItemResult> take(Parameters item) {
        Instant now = Instant.ofEpochMilli(services.clock().millis());
        ReportedClick reported = ClickReader.read(item, services.visitors(), now);
        // Of the affiliate that was read and no other: a second reading may find another.
        boolean named = !reported.affiliateId().isEmpty();
        if (named && !mayReport(reported.affiliateId())) {
            return Future.succeededFuture(decline(
                    knock(item),
                    Refused.because(Refusal.BAD_TOKEN, "the token is not that of the affiliate named"),
                    null));
        }
        if (reported instanceof ReportedClick.Faulty faulty) {
            Knock knock = named ? knock(item).ofRecognised() : knock(item);
            return Future.succeededFuture(decline(knock, Refused.invalid(faulty.faults()), null));
        }
        ReportedClick.Good good = (ReportedClick.Good) reported;
        ClickOutcome outcome = desk.take(good.draft(), good.offerId(), good.affiliateId());
        if (outcome instanceof ClickOutcome.NotTaken notTaken) {
            return Future.succeededFuture(
                    decline(knock(item).ofRecognised(), Refused.because(notTaken.reason()), notTaken.fallbackUrl()));
        }
        return write((ClickOutcome.Taken) outcome);
    }

    /** Refuses what is no item at all. */
    ItemResult decline(Refused why) {
        return decline(knock(Parameters.ofQuery(null)), why, null);
    }

    private Future<ItemResult> write(ClickOutcome.Taken taken) {
        Click click = taken.click();
        return deadline.limit(services.clicks().write(click.getClickId(), click, trace))
                .map(result -> answer(click, taken.landingUrl(), result));
    }

    private ItemResult answer(Click click, String landingUrl, PublishResult result) {
        if (result instanceof Durable || result instanceof Spooled) {
            services.metrics()
                    .answered(
                            Route.CLICK, result instanceof Durable ? RequestOutcome.ACCEPTED : RequestOutcome.SPOOLED);
            return new Accepted(click.getClickId(), click.getOfferId(), landingUrl, result instanceof Durable);
        }
        services.metrics().answered(Route.CLICK, RequestOutcome.UNAVAILABLE);
        // It will be reported again, as another click.
        desk.undo(click);
        // The click's own id: should the record arrive after all, this answer can be traced to it.
        return new Declined(click.getClickId(), Refused.because(Refusal.UNAVAILABLE), null);
    }

    private ItemResult decline(Knock knock, Refused why, @Nullable String fallbackUrl) {
        return new Declined(services.refusals().takeRow(Secrets.of(token), knock, why, refused++), why, fallbackUrl);
    }

    private Knock knock(Parameters item) {
        return Knock.atClickReport(
                request, services.visitors().address(request), item.first("offer_id"), item.first("affiliate_id"));
    }

    /** An affiliate that is unknown, or may not report, is told no more than one with the wrong token. */
    private boolean mayReport(String affiliateId) {
        Affiliate affiliate = services.catalog().get().affiliate(affiliateId);
        String expected = affiliate == null ? null : affiliate.getToken();
        // Takes the same time wherever the two differ.
        return expected != null
                && !expected.isEmpty()
                && MessageDigest.isEqual(expected.getBytes(UTF_8), token.getBytes(UTF_8));
    }
}
