package dev.ricochet.gateway.postback;

import dev.ricochet.schemas.catalog.Advertiser;
import io.vertx.core.buffer.Buffer;
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
            response.putHeader(HttpHeaders.CONTENT_TYPE, IMAGE_GIF)
                    .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                    .putHeader(RECEIPT_HEADER, receiptId)
                    .end(ONE_PIXEL);
        }
    };

    private static final CharSequence APPLICATION_JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence IMAGE_GIF = HttpHeaders.createOptimized("image/gif");
    static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    static final CharSequence RECEIPT_HEADER = HttpHeaders.createOptimized("X-Ricochet-Receipt");

    // GIF89a, 1x1, two colours of which the first is transparent.
    private static final Buffer ONE_PIXEL = Buffer.buffer(new byte[] {
        'G',
        'I',
        'F',
        '8',
        '9',
        'a',
        1,
        0,
        1,
        0,
        (byte) 0x80,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0x21,
        (byte) 0xf9,
        4,
        1,
        0,
        0,
        0,
        0,
        0x2c,
        0,
        0,
        0,
        0,
        1,
        0,
        1,
        0,
        0,
        2,
        2,
        0x44,
        1,
        0,
        0x3b
    });

    /** This, or the advertiser's own in its place. */
    Answer to(Advertiser advertiser) {
        return this;
    }
}
