package dev.ricochet.kit.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is kept. The key itself has 256 random bits, so that one round of SHA-256 is enough: there is nothing to guess.
 *
 * @param name of whoever holds it; stands in the audit events
 */
public record ApiKey(String name, Role role, Hash hash) {

    /**
     * SHA-256 of a key.
     *
     * @param hex in lower case
     */
    public record Hash(String hex) {
        static final int BYTES = 32;

        static Hash of(String key) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
                return new Hash(HexFormat.of().formatHex(hash));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every Java platform has SHA-256", impossible);
            }
        }

        /** Takes the same time wherever the two differ. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Hash hash && MessageDigest.isEqual(hex.getBytes(UTF_8), hash.hex.getBytes(UTF_8));
        }

        @Override
        public int hashCode() {
            return hex.hashCode();
        }

        @Override
        public String toString() {
            return "***";
        }
    }
}
