package dev.ricochet.sink.request;

import java.nio.charset.StandardCharsets;

/** Writes a value into a URL so that it stays one value: every byte but RFC 3986's unreserved ones becomes {@code %XX}. */
interface PercentEncoding {

    String encode(String value);

    /** In a query even {@code &}, {@code =} and {@code +} are encoded: they would end or change the parameter. */
    static String inQuery(String value) {
        return encode(value, true);
    }

    /** In a path dots are encoded as well, so that a value of {@code ..} does not climb out of its folder. */
    static String inPath(String value) {
        return encode(value, false);
    }

    static boolean unreserved(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '-'
                || character == '.'
                || character == '_'
                || character == '~';
    }

    /** In a header's value whatever is not visible ASCII is encoded: a line break would begin another header. */
    static String inHeader(String value) {
        StringBuilder encoded = new StringBuilder(value.length() + 16);
        for (byte one : value.getBytes(StandardCharsets.UTF_8)) {
            if (one >= 0x20 && one < 0x7F) {
                encoded.append((char) one);
            } else {
                escape(encoded, one);
            }
        }
        return encoded.toString();
    }

    private static String encode(String value, boolean dots) {
        StringBuilder encoded = new StringBuilder(value.length() + 16);
        for (byte one : value.getBytes(StandardCharsets.UTF_8)) {
            if (unreserved(one) && (dots || one != '.')) {
                encoded.append((char) one);
            } else {
                escape(encoded, one);
            }
        }
        return encoded.toString();
    }

    private static void escape(StringBuilder encoded, byte one) {
        encoded.append('%')
                .append(Character.toUpperCase(Character.forDigit((one >> 4) & 0xF, 16)))
                .append(Character.toUpperCase(Character.forDigit(one & 0xF, 16)));
    }
}
