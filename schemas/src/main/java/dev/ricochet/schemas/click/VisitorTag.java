package dev.ricochet.schemas.click;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 32 bits that a visitor's clicks on one offer have in common: the first four bytes of SHA-256 over the offer's id, a zero byte
 * and the visitor's. Others may share them, so a tag narrows a search and proves nothing. It is not signed by itself and hides
 * a visitor_id only as well as that is hard to guess.
 */
public final class VisitorTag {

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(VisitorTag::sha256);

    private VisitorTag() {}

    /** The tag, the first byte as its most significant. */
    public static int of(String offerId, String visitorId) {
        MessageDigest digest = SHA_256.get();
        digest.update(offerId.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        byte[] hash = digest.digest(visitorId.getBytes(StandardCharsets.UTF_8));
        return (hash[0] & 0xff) << 24 | (hash[1] & 0xff) << 16 | (hash[2] & 0xff) << 8 | (hash[3] & 0xff);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
