package dev.ricochet.gateway.pixel;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.HexFormat;

/** A transparent GIF of one pixel. */
public final class Pixel {
    private static final CharSequence IMAGE_GIF = HttpHeaders.createOptimized("image/gif");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

    // GIF89a, 1x1, two colours of which the first is transparent.
    private static final Buffer ONE_PIXEL = Buffer.buffer(HexFormat.of()
            .parseHex("47494638396101000100800000" + "000000000000"
                    + "21f90401000000002c00000000010001000002024401003b"));

    private Pixel() {}

    /** Ends the response with the picture, which nobody is to keep. */
    public static void send(HttpServerResponse response) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, IMAGE_GIF)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .end(ONE_PIXEL);
    }
}
