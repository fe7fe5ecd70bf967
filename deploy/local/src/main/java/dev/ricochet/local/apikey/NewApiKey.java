package dev.ricochet.local.apikey;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A key that was just made.
 *
 * @param key to be given to its holder and kept nowhere else
 * @param line for the file that {@code RICOCHET_GATEWAY_API_KEYS_FILE} and its like name
 */
public record NewApiKey(String key, String line) {
    private static final String PREFIX = "rk_";
    private static final int BYTES = 32;

    public static NewApiKey of(String name, String role) {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        return new NewApiKey(key, name + " " + role + " " + HexFormat.of().formatHex(sha256(key)));
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "NewApiKey[" + line + "]";
    }
}
