package dev.ricochet.gateway.postback;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** How an accepted postback is answered. */
public enum Acknowledgement {
    /** The receipt id in JSON. */
    JSON {
        @Override
        void send(HttpServerResponse response, String receiptId) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, APPLICATION_JSON)
                    .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                    .end("{\"receipt_id\":\"" + receiptId + "\"}");
        }
    },
    /** A transparent GIF of one pixel, for pages that report by an image; the receipt id is in a header. */
    PIXEL {
        @Override
        void send(HttpServerResponse response, String receiptId) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, IMAGE_GIF)
                    .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                    .putHeader(RECEIPT_HEADER, receiptId)
                    .end(ONE_PIXEL);
        }
    };

    private static final CharSequence APPLICATION_JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence IMAGE_GIF = HttpHeaders.createOptimized("image/gif");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence RECEIPT_HEADER = HttpHeaders.createOptimized("X-Ricochet-Receipt");

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

    abstract void send(HttpServerResponse response, String receiptId);
}
