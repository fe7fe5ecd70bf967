package dev.ricochet.gateway.auth;

import org.jspecify.annotations.Nullable;

/**
 * A request as its sender may have signed it, byte for byte as it came.
 *
 * @param timestamp Unix seconds as sent; null where none were
 * @param signatures as sent: {@code v1=<hex>}, several separated by commas; null where none were
 * @param path raw, as in the request line
 * @param query raw, without its question mark and, where the signature is a parameter, without that; empty for none
 * @param body empty for none
 */
public record SignedRequest(
        @Nullable String timestamp,
        @Nullable String signatures,
        String method,
        String path,
        String query,
        byte[] body) {

    /** Says nothing about who sent it. */
    public static final SignedRequest UNSIGNED = new SignedRequest(null, null, "", "", "", new byte[0]);

    @Override
    public String toString() {
        return "SignedRequest[timestamp=" + timestamp + ", signatures=" + (signatures == null ? "none" : "***") + "]";
    }
}
