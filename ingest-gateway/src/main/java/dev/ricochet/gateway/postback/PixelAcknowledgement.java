package dev.ricochet.gateway.postback;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** A transparent GIF of one pixel. */
final class PixelAcknowledgement implements Acknowledgement {
    private static final CharSequence IMAGE_GIF = HttpHeaders.createOptimized("image/gif");

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

    @Override
    public void send(HttpServerResponse response, String receiptId) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, IMAGE_GIF)
                .putHeader(HttpHeaders.CACHE_CONTROL, OwnAcknowledgement.NO_STORE)
                .putHeader(OwnAcknowledgement.RECEIPT_HEADER, receiptId)
                .end(ONE_PIXEL);
    }
}
