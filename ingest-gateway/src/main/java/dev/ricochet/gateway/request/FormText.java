package dev.ricochet.gateway.request;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The form {@code a=1&b=2} of queries and of {@code application/x-www-form-urlencoded} bodies. Escapes are taken
 * strictly as UTF-8. Each character of the text stands for one byte, as HTTP servers hand it over.
 */
final class FormText {
    private FormText() {}

    static void read(String text, Parameters into) {
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf('&', start);
            if (end < 0) {
                end = text.length();
            }
            if (end > start) {
                readPair(text, start, end, into);
            }
            start = end + 1;
        }
    }

    private static void readPair(String text, int start, int end, Parameters into) {
        int equals = text.indexOf('=', start);
        int nameEnd = equals < 0 || equals > end ? end : equals;
        int valueStart = Math.min(nameEnd + 1, end);
        String name = decode(text, start, nameEnd, true);
        String value = decode(text, valueStart, end, true);
        into.add(
                name == null ? text.substring(start, nameEnd) : name,
                value == null ? text.substring(valueStart, end) : value,
                name != null && value != null);
    }

    /** The decoded text, or null where an escape is broken or the bytes are not UTF-8. */
    static @Nullable String decode(String text, int start, int end, boolean plusIsSpace) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '%' || c == '+' || c > 0x7e) {
                return decodeEscapes(text, start, end, plusIsSpace);
            }
        }
        return text.substring(start, end);
    }

    private static @Nullable String decodeEscapes(String text, int start, int end, boolean plusIsSpace) {
        byte[] bytes = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 2 >= end
                        || !HexFormat.isHexDigit(text.charAt(i + 1))
                        || !HexFormat.isHexDigit(text.charAt(i + 2))) {
                    return null;
                }
                bytes[length++] = (byte) HexFormat.fromHexDigits(text, i + 1, i + 3);
                i += 2;
            } else if (c > 0xff) {
                return null;
            } else {
                bytes[length++] = c == '+' && plusIsSpace ? (byte) ' ' : (byte) c;
            }
        }
        try {
            // A new decoder reports what is malformed; the String constructor would put replacement characters.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
