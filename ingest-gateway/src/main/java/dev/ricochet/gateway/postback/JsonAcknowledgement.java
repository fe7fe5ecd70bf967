package dev.ricochet.gateway.postback;

import dev.ricochet.schemas.catalog.Advertiser;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** The receipt id in JSON. */
final class JsonAcknowledgement implements Acknowledgement {
    private static final CharSequence APPLICATION_JSON = HttpHeaders.createOptimized("application/json");

    @Override
    public void send(HttpServerResponse response, String receiptId) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, APPLICATION_JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, OwnAcknowledgement.NO_STORE)
                .end("{\"receipt_id\":\"" + receiptId + "\"}");
    }

    @Override
    public Acknowledgement or(Advertiser advertiser) {
        return advertiser.getAcknowledgement() == null ? this : new OwnAcknowledgement(advertiser.getAcknowledgement());
    }
}
