package dev.ricochet.attribution.clickstore;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What tells one click from every other: the click id without its signature.
 *
 * @param high the first 64 bits: 48 of milliseconds, 4 of version, 4 of key id, 8 random or of visitor tag
 * @param low the next 48 bits: random, in version 2 behind the last 24 of the visitor tag
 */
public record ClickKey(long high, long low) {

    /** Bytes of a key in the store. */
    static final int BYTES = 14;

    private static final int ID_LENGTH = 32;
    private static final int OF_VISITOR = 2;
    private static final byte[] VALUES = values("0123456789abcdefghjkmnpqrstvwxyz");

    /**
     * Reads the key out of a click id.
     *
     * @throws IllegalArgumentException if it is not 32 characters of lower-case Crockford base32
     */
    public static ClickKey of(String clickId) {
        return of(clickId.getBytes(StandardCharsets.ISO_8859_1));
    }

    static ClickKey of(byte[] clickId) {
        if (clickId.length != ID_LENGTH) {
            throw new IllegalArgumentException("a click id has 32 characters, this has " + clickId.length);
        }
        ClickKey key = ofOrNull(clickId);
        if (key == null) {
            throw new IllegalArgumentException("a click id is lower-case Crockford base32, this is not");
        }
        return key;
    }

    /** The same in one pass over the bytes, or null if they are no click id. */
    static @Nullable ClickKey ofOrNull(byte @Nullable [] clickId) {
        if (clickId == null || clickId.length != ID_LENGTH) {
            return null;
        }
        int seen = 0;
        long head = 0;
        for (int i = 0; i < 12; i++) {
            int value = VALUES[clickId[i] & 0xff];
            seen |= value;
            head = (head << 5) | value;
        }
        int middle = VALUES[clickId[12] & 0xff];
        seen |= middle;
        long tail = middle & 1;
        for (int i = 13; i < 22; i++) {
            int value = VALUES[clickId[i] & 0xff];
            seen |= value;
            tail = (tail << 5) | value;
        }
        int last = VALUES[clickId[22] & 0xff];
        seen |= last;
        for (int i = 23; i < ID_LENGTH; i++) {
            seen |= VALUES[clickId[i] & 0xff];
        }
        return seen < 0 ? null : new ClickKey((head << 4) | (middle >>> 1), (tail << 2) | (last >>> 3));
    }

    /** When the click happened, in Unix milliseconds. */
    public long millis() {
        return high >>> 16;
    }

    /** The day in which it happened, in days since 1970-01-01 UTC: the name of its segment. */
    long day() {
        return millis() / TimeUnit.DAYS.toMillis(1);
    }

    /** The key as the stores keep it: sorts by time. */
    public byte[] toBytes() {
        byte[] bytes = new byte[BYTES];
        writeTo(bytes, 0);
        return bytes;
    }

    void writeTo(byte[] target, int at) {
        for (int i = 0; i < 8; i++) {
            target[at + i] = (byte) (high >>> (56 - 8 * i));
        }
        for (int i = 0; i < 6; i++) {
            target[at + 8 + i] = (byte) (low >>> (40 - 8 * i));
        }
    }

    /** Reads what {@link #toBytes} wrote. */
    static ClickKey read(byte[] bytes, int at) {
        long head = 0;
        for (int i = 0; i < 8; i++) {
            head = (head << 8) | (bytes[at + i] & 0xff);
        }
        long tail = 0;
        for (int i = 8; i < BYTES; i++) {
            tail = (tail << 8) | (bytes[at + i] & 0xff);
        }
        return new ClickKey(head, tail);
    }

    /** True if the click belongs to a visitor's path: its id is of version 2. */
    boolean isOfVisitor() {
        return ((high >>> 12) & 15) == OF_VISITOR;
    }

    /** What the clicks of its visitor on its offer share; of a click {@linkplain #isOfVisitor of a visitor} only. */
    int visitorTag() {
        return (int) (((high & 0xff) << 24) | (low >>> 24));
    }

    private static byte[] values(String alphabet) {
        byte[] values = new byte[256];
        // Negative, so that one sign bit left after OR-ing tells of any foreign character.
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        return values;
    }
}
