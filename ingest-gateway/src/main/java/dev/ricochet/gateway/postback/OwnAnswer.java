package dev.ricochet.gateway.postback;

import dev.ricochet.schemas.catalog.CustomAcknowledgement;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** What the advertiser expects to be answered. The receipt id is in a header too, where its body has no place for it. */
final class OwnAnswer implements Answer {
    private static final String RECEIPT = "{receipt_id}";

    private static final int ON_DISK = 202;

    private final CustomAcknowledgement wanted;

    OwnAnswer(CustomAcknowledgement wanted) {
        this.wanted = wanted;
    }

    @Override
    public void send(HttpServerResponse response, String receiptId) {
        // 202 stands: a record that is only on this gateway's disk is not told to be more.
        if (response.getStatusCode() != ON_DISK) {
            response.setStatusCode(wanted.getStatus());
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, wanted.getContentType())
                .putHeader(HttpHeaders.CACHE_CONTROL, Acknowledgement.NO_STORE)
                .putHeader(Acknowledgement.RECEIPT_HEADER, receiptId)
                .end(wanted.getBody().replace(RECEIPT, receiptId));
    }
}
