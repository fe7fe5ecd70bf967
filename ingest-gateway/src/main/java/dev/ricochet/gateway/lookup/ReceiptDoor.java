package dev.ricochet.gateway.lookup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ricochet.gateway.api.Workers;
import dev.ricochet.gateway.auth.Admission.Denied;
import dev.ricochet.gateway.auth.Authenticator;
import dev.ricochet.gateway.auth.Credentials;
import dev.ricochet.gateway.lookup.ReceiptState.Ended;
import dev.ricochet.gateway.metrics.GatewayMetrics;
import dev.ricochet.gateway.metrics.RequestOutcome;
import dev.ricochet.gateway.postback.Safeguards;
import dev.ricochet.gateway.postback.SignedRequests;
import dev.ricochet.gateway.refusal.ProblemAnswer;
import dev.ricochet.gateway.refusal.RefusalDesk;
import dev.ricochet.gateway.refusal.Refused;
import dev.ricochet.gateway.request.Clients;
import dev.ricochet.gateway.request.HeaderToken;
import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.event.Route;
import dev.ricochet.schemas.reason.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/receipts/{id}?advertiser=} on the public port: an advertiser asks for what became of its own postback.
 * Another's looks as if there were none. Shared by all event loops.
 */
public final class ReceiptDoor {
    private static final JsonMapper JSON = new JsonMapper();

    private final Supplier<Catalog> catalog;
    private final ReceiptBook receipts;
    private final RefusalDesk refusals;
    private final GatewayMetrics metrics;
    private final Clients clients;
    private final Authenticator authenticator;

    public ReceiptDoor(
            Supplier<Catalog> catalog,
            ReceiptBook receipts,
            RefusalDesk refusals,
            GatewayMetrics metrics,
            Safeguards safeguards) {
        this.clients = safeguards.clients();
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
                token(request, parameters),
                clients.address(request),
                clients.encrypted(request),
                () -> SignedRequests.of(request, null));
        ReceiptId receipt = ReceiptId.of(id);
        if (authenticator.judge(advertiser, credentials) instanceof Denied denied) {
            refuse(request, denied.reason());
        } else if (receipt == null || receipt.time() == null) {
            refuse(request, Refusal.NOT_FOUND);
        } else {
            receipts.state(receipt, receipt.time())
                    .onSuccess(state -> answer(request, receipt, visible(state, advertiser)))
                    .onFailure(failure -> refuse(
                            request,
                            failure instanceof Workers.Busy ? Refusal.TOO_MANY_REQUESTS : Refusal.UNAVAILABLE));
        }
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
        Refused refused = Refused.because(reason);
        if (!request.response().ended()) {
            ProblemAnswer.send(request.response(), refusals.count(Route.OTHER, refused), refused);
        }
    }

    private static String text(ReceiptId receipt, ReceiptState state) {
        try {
            Map<String, Object> json = Receipts.json(receipt, state);
            // Who earns by it, and by which rule, is between the network and its affiliate.
            json.keySet().removeAll(List.of("affiliate_id", "rule_id"));
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a receipt could not be written as JSON", impossible);
        }
    }

    private static @Nullable String token(HttpServerRequest request, Parameters parameters) {
        String header = HeaderToken.of(request);
        return header == null ? parameters.first("token") : header;
    }
}
