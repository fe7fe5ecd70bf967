package dev.ricochet.local.demo.road;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** What a receiver checks by Standard Webhooks 1.0.0: a fresh timestamp, and a signature over id, timestamp and body. */
final class WebhookCheck {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";

    private final byte[] key;

    WebhookCheck(String secret) {
        this.key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    }

    /** Whether one of the signatures (there are two while a secret is rotated) is right. */
    boolean passes(
            @Nullable String id, @Nullable String timestamp, @Nullable String signatures, byte[] body, Instant now) {
        if (id == null || timestamp == null || signatures == null || !fresh(timestamp, now)) {
            return false;
        }
        byte[] wanted = ("v1," + Base64.getEncoder().encodeToString(sign(id + "." + timestamp + ".", body)))
                .getBytes(StandardCharsets.US_ASCII);
        return Arrays.stream(signatures.split(" ", -1))
                .map(signature -> signature.getBytes(StandardCharsets.US_ASCII))
                .anyMatch(signature -> MessageDigest.isEqual(wanted, signature));
    }

    private static boolean fresh(String timestamp, Instant now) {
        try {
            Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
            return age.abs().compareTo(TOLERANCE) <= 0;
        } catch (NumberFormatException notSeconds) {
            return false;
        }
    }

    private byte[] sign(String head, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, impossible);
        }
    }
}
