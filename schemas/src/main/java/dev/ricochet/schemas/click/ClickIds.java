package dev.ricochet.schemas.click;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Mints and verifies click ids: 32 characters of lower-case Crockford base32, 160 bits of
 *
 * <pre>
 * 48 Unix milliseconds | 4 version (1) | 4 key id | 56 random                     | 48 HMAC-SHA256 of all before, under that key
 * 48 Unix milliseconds | 4 version (2) | 4 key id | 32 {@linkplain VisitorTag visitor tag} | 24 random | 48 HMAC-SHA256
 * </pre>
 *
 * <p>Ids sort by time, carry their time, and show a forgery without a look-up. The random part is from a cryptographic source, so
 * that one visitor's id tells nothing of another's. Ids of version 2 are for clicks that belong to a visitor's path: those of one
 * visitor on one offer share their tag, can be told to belong together, and lie in one {@linkplain ClickPartitioner partition}.
 * Safe for use by many threads.
 */
public final class ClickIds {

    /** Characters in a click id. */
    public static final int LENGTH = 32;

    /** The latest time that fits: in the year 10889. */
    public static final Instant LATEST = Instant.ofEpochMilli((1L << 48) - 1);

    /** Bytes of an id in front of its signature. */
    public static final int SIGNED_BYTES = 14;

    private static final int PLAIN = 1;
    private static final int OF_VISITOR = 2;
    private static final int TAG_AT = 7;

    private final int activeKey;
    private final ThreadLocal<Signer> signers;

    public ClickIds(ClickKeys keys) {
        this.activeKey = keys.active();
        this.signers = ThreadLocal.withInitial(() -> new Signer(keys));
    }

    /**
     * A new id for a click at this time, cut to milliseconds.
     *
     * @throws IllegalArgumentException when the time is before 1970 or after {@link #LATEST}
     */
    public String mint(Instant at) {
        Signer signer = signers.get();
        byte[] id = begun(signer, at, PLAIN);
        signer.fillRandom(id, TAG_AT, SIGNED_BYTES - TAG_AT);
        return signed(signer, id);
    }

    /**
     * A new id for a visitor's click, of version 2.
     *
     * @param visitorTag as {@link VisitorTag#of} makes it
     * @throws IllegalArgumentException when the time is before 1970 or after {@link #LATEST}
     */
    public String mint(Instant at, int visitorTag) {
        Signer signer = signers.get();
        byte[] id = begun(signer, at, OF_VISITOR);
        for (int i = 0; i < Integer.BYTES; i++) {
            id[TAG_AT + i] = (byte) (visitorTag >>> (24 - 8 * i));
        }
        signer.fillRandom(id, TAG_AT + Integer.BYTES, SIGNED_BYTES - TAG_AT - Integer.BYTES);
        return signed(signer, id);
    }

    /**
     * The whole id of which only the part in front of the signature was kept.
     *
     * @param unsigned the first {@link #SIGNED_BYTES} bytes of a genuine id
     * @return null where its key is no longer accepted
     */
    public @Nullable String complete(byte[] unsigned) {
        Signer signer = signers.get();
        byte[] id = signer.bytes;
        System.arraycopy(unsigned, 0, id, 0, SIGNED_BYTES);
        int keyId = id[6] & 15;
        if (!signer.knows(keyId)) {
            return null;
        }
        signer.sign(keyId, id, SIGNED_BYTES);
        return Base32.encode(id);
    }

    private byte[] begun(Signer signer, Instant at, int version) {
        if (at.isBefore(Instant.EPOCH) || at.isAfter(LATEST)) {
            throw new IllegalArgumentException(
                    "a click id cannot carry the time " + at + "; it must be from " + Instant.EPOCH + " to " + LATEST);
        }
        long millis = at.toEpochMilli();
        byte[] id = signer.bytes;
        for (int i = 0; i < 6; i++) {
            id[i] = (byte) (millis >>> (40 - 8 * i));
        }
        id[6] = (byte) ((version << 4) | activeKey);
        return id;
    }

    private String signed(Signer signer, byte[] id) {
        signer.sign(activeKey, id, SIGNED_BYTES);
        return Base32.encode(id);
    }

    /** Tells whether the id is genuine. Never throws, whatever the text. */
    public Verdict verify(String clickId) {
        String problem = problemOf(clickId);
        if (problem != null) {
            return new Verdict.Malformed(problem);
        }
        Signer signer = signers.get();
        byte[] id = signer.bytes;
        Base32.decode(clickId, id);
        int keyId = id[6] & 15;
        if (!signer.knows(keyId)) {
            return new Verdict.Forged("signed by key " + keyId + ", which is not accepted");
        }
        return signer.isSigned(keyId, id, SIGNED_BYTES)
                ? new Verdict.Genuine(Instant.ofEpochMilli(millis(clickId)), keyId)
                : new Verdict.Forged("the signature does not fit");
    }

    /**
     * The time inside an id, in Unix milliseconds, whoever signed it.
     *
     * @throws IllegalArgumentException when the text is not in the form of a click id
     */
    public static long millisOf(String clickId) {
        String problem = problemOf(clickId);
        if (problem != null) {
            throw new IllegalArgumentException("not a click id: " + problem);
        }
        return millis(clickId);
    }

    private static long millis(String clickId) {
        long bits = 0;
        for (int i = 0; i < 10; i++) {
            bits = (bits << 5) | Base32.value(clickId.charAt(i));
        }
        return bits >>> 2;
    }

    private static @Nullable String problemOf(String clickId) {
        if (clickId.length() != LENGTH) {
            return "it has " + clickId.length() + " characters and not " + LENGTH;
        }
        for (int i = 0; i < LENGTH; i++) {
            if (Base32.value(clickId.charAt(i)) < 0) {
                return "character " + (i + 1) + " is not one of 0-9 and a-z without i, l, o, u";
            }
        }
        // Bits 48 to 51, which lie in the tenth and eleventh character.
        int version = ((Base32.value(clickId.charAt(9)) & 3) << 2) | (Base32.value(clickId.charAt(10)) >>> 3);
        return version == PLAIN || version == OF_VISITOR
                ? null
                : "it is of version " + version + " and not " + PLAIN + " or " + OF_VISITOR;
    }
}
