package dev.ricochet.gateway.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A key as it is kept. The key itself has 256 random bits, so that one round of SHA-256 is enough: there is nothing to guess.
 *
 * @param name of whoever holds it; stands in the audit events
 */
public record ApiKey(String name, Role role, Hash hash) {

    /** SHA-256 of a key. */
    public record Hash(byte[] bytes) {
        static final int LENGTH = 32;

        static Hash of(String key) {
            try {
                return new Hash(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every Java platform has SHA-256", impossible);
            }
        }

        /** Takes the same time wherever the two differ. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Hash hash && MessageDigest.isEqual(bytes, hash.bytes);
        }

        @Override
        public int hashCode() {
            return java.util.Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "***";
        }
    }
}
