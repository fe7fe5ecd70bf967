package dev.ricochet.sink.http;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The kept start of an answer's body as text. We ask for no compression; who compresses all the same is read as far as what
 * was kept reaches, and never further than the bound, however much the bytes would unfold to.
 */
final class BodyText {

    private static final int CHUNK = 4096;

    private BodyText() {}

    static String of(Buffer kept, @Nullable String contentEncoding) {
        byte[] bytes = kept.getBytes();
        if (contentEncoding == null) {
            return text(bytes);
        }
        return switch (contentEncoding.strip().toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> unfolded(bytes, GZIPInputStream::new);
            case "deflate" -> unfolded(bytes, InflaterInputStream::new);
            default -> text(bytes);
        };
    }

    private interface Unfold {
        InputStream over(InputStream bytes) throws IOException;
    }

    private static String unfolded(byte[] bytes, Unfold unfold) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (InputStream in = unfold.over(new ByteArrayInputStream(bytes))) {
            byte[] chunk = new byte[CHUNK];
            int room = HttpLimits.KEPT_BYTES;
            int length = in.read(chunk, 0, Math.min(CHUNK, room));
            while (length > 0) {
                read.write(chunk, 0, length);
                room -= length;
                length = room == 0 ? -1 : in.read(chunk, 0, Math.min(CHUNK, room));
            }
        } catch (IOException cutOrBroken) {
            // What was read until here is all there is to show.
            return text(read.toByteArray());
        }
        return text(read.toByteArray());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
