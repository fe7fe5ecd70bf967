package dev.ricochet.schemas.click;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Crockford's base32 in lower case, without its leniency: one text for one value, so that ids can be compared as text. The digits
 * ascend in ASCII, so texts sort as the bytes do.
 */
final class Base32 {

    private static final byte[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUES = values();

    private Base32() {}

    /** Five bytes become eight characters; the number of bytes is a multiple of five. */
    static String encode(byte[] bytes) {
        byte[] text = new byte[bytes.length / 5 * 8];
        for (int from = 0, to = 0; from < bytes.length; from += 5, to += 8) {
            long bits = 0;
            for (int i = 0; i < 5; i++) {
                bits = (bits << 8) | (bytes[from + i] & 0xff);
            }
            for (int i = 7; i >= 0; i--) {
                text[to + i] = DIGITS[(int) bits & 31];
                bits >>>= 5;
            }
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** The value of the digit, or -1 when the character is none. */
    static int value(char digit) {
        return digit < VALUES.length ? VALUES[digit] : -1;
    }

    /** The reverse of {@link #encode}, for a text of digits only, its length a multiple of eight. */
    static void decode(String text, byte[] bytes) {
        for (int from = 0, to = 0; to < bytes.length; from += 8, to += 5) {
            long bits = 0;
            for (int i = 0; i < 8; i++) {
                bits = (bits << 5) | VALUES[text.charAt(from + i)];
            }
            for (int i = 4; i >= 0; i--) {
                bytes[to + i] = (byte) bits;
                bits >>>= 8;
            }
        }
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int value = 0; value < DIGITS.length; value++) {
            values[DIGITS[value]] = (byte) value;
        }
        return values;
    }
}
