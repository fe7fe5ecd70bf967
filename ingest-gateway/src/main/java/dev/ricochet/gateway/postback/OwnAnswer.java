package dev.ricochet.gateway.postback;

import dev.ricochet.schemas.catalog.CustomAcknowledgement;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** What the advertiser expects to be answered. The receipt id is in a header too, where its body has no place for it. */
final class OwnAnswer implements Answer {
    private static final String RECEIPT = "{receipt_id}";

    private final CustomAcknowledgement wanted;

    OwnAnswer(CustomAcknowledgement wanted) {
        this.wanted = wanted;
    }

    @Override
    public void send(HttpServerResponse response, String receiptId) {
        response.setStatusCode(wanted.getStatus())
                .putHeader(HttpHeaders.CONTENT_TYPE, wanted.getContentType())
                .putHeader(HttpHeaders.CACHE_CONTROL, Acknowledgement.NO_STORE)
                .putHeader(Acknowledgement.RECEIPT_HEADER, receiptId)
                .end(wanted.getBody().replace(RECEIPT, receiptId));
    }
}
