package dev.ricochet.gateway.postback;

import dev.ricochet.gateway.pixel.Pixel;
import dev.ricochet.schemas.catalog.Advertiser;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** How an accepted postback is answered, by the path that was called. */
public enum Acknowledgement implements Answer {
    /** The receipt id in JSON, unless the advertiser has an answer of its own. */
    JSON {
        @Override
        public void send(HttpServerResponse response, String receiptId) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, APPLICATION_JSON)
                    .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                    .end("{\"receipt_id\":\"" + receiptId + "\"}");
        }

        @Override
        Answer to(Advertiser advertiser) {
            return advertiser.getAcknowledgement() == null ? this : new OwnAnswer(advertiser.getAcknowledgement());
        }
    },
    /** A transparent GIF of one pixel, for pages that report by an image; the receipt id is in a header. */
    PIXEL {
        @Override
        public void send(HttpServerResponse response, String receiptId) {
            Pixel.send(response.putHeader(RECEIPT_HEADER, receiptId));
        }
    };

    private static final CharSequence APPLICATION_JSON = HttpHeaders.createOptimized("application/json");
    static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    static final CharSequence RECEIPT_HEADER = HttpHeaders.createOptimized("X-Ricochet-Receipt");

    /** This, or the advertiser's own in its place. */
    Answer to(Advertiser advertiser) {
        return this;
    }
}
