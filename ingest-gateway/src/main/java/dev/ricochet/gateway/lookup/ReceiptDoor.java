package dev.ricochet.gateway.lookup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ricochet.gateway.auth.Admission.Denied;
import dev.ricochet.gateway.auth.Authenticator;
import dev.ricochet.gateway.auth.Credentials;
import dev.ricochet.gateway.dialect.Dialect;
import dev.ricochet.gateway.dialect.Dialects;
import dev.ricochet.gateway.limit.RateLimits;
import dev.ricochet.gateway.lookup.ReceiptState.Ended;
import dev.ricochet.gateway.metrics.GatewayMetrics;
import dev.ricochet.gateway.metrics.RequestOutcome;
import dev.ricochet.gateway.postback.Safeguards;
import dev.ricochet.gateway.postback.SignedRequests;
import dev.ricochet.gateway.refusal.Fault;
import dev.ricochet.gateway.refusal.FaultCode;
import dev.ricochet.gateway.refusal.ProblemAnswer;
import dev.ricochet.gateway.refusal.RefusalDesk;
import dev.ricochet.gateway.refusal.Refused;
import dev.ricochet.gateway.request.Clients;
import dev.ricochet.gateway.request.HeaderToken;
import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.kit.api.Workers;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.event.Route;
import dev.ricochet.schemas.postback.Field;
import dev.ricochet.schemas.reason.Refusal;
import dev.ricochet.schemas.topic.Topics;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/receipts/{id}?advertiser=} on the public port: an advertiser asks for what became of its own postback.
 * Another's looks as if there were none. Each advertiser has one question at a time looked up. Shared by all event loops.
 */
public final class ReceiptDoor {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration KEPT =
            Objects.requireNonNull(Topics.POSTBACK_OUTCOMES.retention(), "outcomes are kept for a time");
    private static final int SOON = 1;

    private final Supplier<Catalog> catalog;
    private final ReceiptBook receipts;
    private final RefusalDesk refusals;
    private final GatewayMetrics metrics;
    private final Clients clients;
    private final Authenticator authenticator;
    private final RateLimits limits;

    // Advertisers whose question is being looked up.
    private final Set<String> asking = ConcurrentHashMap.newKeySet();

    public ReceiptDoor(
            Supplier<Catalog> catalog,
            ReceiptBook receipts,
            RefusalDesk refusals,
            GatewayMetrics metrics,
            Safeguards safeguards) {
        this.clients = safeguards.clients();
        this.limits = safeguards.limits();
        this.authenticator = new Authenticator(safeguards.signatureTolerance(), InstantSource.system());
        this.catalog = catalog;
        this.receipts = receipts;
        this.refusals = refusals;
        this.metrics = metrics;
    }

    /** Answers GET. */
    public void handle(HttpServerRequest request, String id) {
        Parameters parameters = Parameters.ofQuery(request.query());
        String advertiserId = parameters.first("advertiser");
        Advertiser advertiser = advertiserId == null ? null : catalog.get().advertiser(advertiserId);
        if (advertiser == null) {
            refuse(request, Refusal.UNKNOWN_ADVERTISER);
            return;
        }
        Credentials credentials = new Credentials(
                token(request, parameters, advertiser),
                clients.address(request),
                clients.encrypted(request),
                () -> SignedRequests.of(request, null));
        ReceiptId receipt = ReceiptId.of(id);
        if (authenticator.judge(advertiser, credentials) instanceof Denied denied) {
            refuse(request, denied.reason());
        } else if (receipt == null) {
            refuse(request, Refusal.NOT_FOUND);
        } else {
            int wait = limits.ofAdvertiser(advertiser);
            if (wait == RateLimits.PASS) {
                lookUp(request, advertiser, receipt, parameters.first("since"));
            } else {
                slowDown(request, wait);
            }
        }
    }

    private void lookUp(HttpServerRequest request, Advertiser advertiser, ReceiptId receipt, @Nullable String since) {
        Instant from;
        try {
            from = receipt.from(since);
        } catch (DateTimeException malformed) {
            refuse(request, badSince(FaultCode.MALFORMED, since));
            return;
        }
        if (from == null) {
            refuse(request, badSince(FaultCode.MISSING, null));
        } else if (since == null && from.isBefore(Instant.now().minus(KEPT))) {
            refuse(request, Refusal.NOT_FOUND);
        } else if (asking.add(advertiser.getId())) {
            ask(request, advertiser, receipt, from);
        } else {
            slowDown(request, SOON);
        }
    }

    private void ask(HttpServerRequest request, Advertiser advertiser, ReceiptId receipt, Instant from) {
        receipts.state(receipt, from)
                .onComplete(ended -> asking.remove(advertiser.getId()))
                .onSuccess(state -> answer(request, receipt, visible(state, advertiser)))
                .onFailure(failure -> {
                    if (failure instanceof Workers.Busy) {
                        slowDown(request, SOON);
                    } else {
                        refuse(request, Refusal.UNAVAILABLE);
                    }
                });
    }

    private void slowDown(HttpServerRequest request, int retryAfterSeconds) {
        request.response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds));
        refuse(request, Refusal.TOO_MANY_REQUESTS);
    }

    private static Refused badSince(FaultCode code, @Nullable String value) {
        return Refused.invalid(List.of(new Fault(
                "since",
                code,
                "expected the time when the batch was sent, such as 2026-03-01T12:00:00Z; receipts of a batch carry none",
                value)));
    }

    private static ReceiptState visible(ReceiptState state, Advertiser advertiser) {
        boolean foreign = state instanceof Ended ended
                && !ended.outcome().getAdvertiserId().equals(advertiser.getId());
        return foreign ? new ReceiptState.Pending() : state;
    }

    private void answer(HttpServerRequest request, ReceiptId receipt, ReceiptState state) {
        metrics.answered(Route.OTHER, RequestOutcome.ACCEPTED);
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(text(receipt, state));
    }

    private void refuse(HttpServerRequest request, Refusal reason) {
        refuse(request, Refused.because(reason));
    }

    private void refuse(HttpServerRequest request, Refused refused) {
        if (!request.response().ended()) {
            ProblemAnswer.send(request.response(), refusals.count(Route.OTHER, refused), refused);
        }
    }

    private static String text(ReceiptId receipt, ReceiptState state) {
        try {
            return JSON.writeValueAsString(Receipts.publicJson(receipt, state));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a receipt could not be written as JSON", impossible);
        }
    }

    /** In a header, or in the query under the name by which the advertiser's postbacks send it, or under ours. */
    private static @Nullable String token(HttpServerRequest request, Parameters parameters, Advertiser advertiser) {
        String header = HeaderToken.of(request);
        if (header != null) {
            return header;
        }
        Dialect dialect = Dialects.of(advertiser);
        String own = dialect == null ? null : dialect.read(parameters).value(Field.TOKEN);
        return own == null ? parameters.first("token") : own;
    }
}
