package dev.ricochet.gateway.auth;

import org.jspecify.annotations.Nullable;

/** A request as its sender may have signed it, byte for byte as it came. */
public final class SignedRequest {
    /** Says nothing about who sent it. */
    public static final SignedRequest UNSIGNED = new SignedRequest(null, null, "", "", "", new byte[0]);

    private final @Nullable String timestamp;
    private final @Nullable String signatures;
    private final String method;
    private final String path;
    private final String query;
    private final byte[] body;

    /**
     * @param timestamp Unix seconds as sent; null where none were
     * @param signatures as sent: {@code v1=<hex>}, several separated by commas; null where none were
     * @param path raw, as in the request line
     * @param query raw, without its question mark and, where the signature is a parameter, without that; empty for none
     * @param body empty for none; not copied
     */
    public SignedRequest(
            @Nullable String timestamp,
            @Nullable String signatures,
            String method,
            String path,
            String query,
            byte[] body) {
        this.timestamp = timestamp;
        this.signatures = signatures;
        this.method = method;
        this.path = path;
        this.query = query;
        this.body = body;
    }

    public @Nullable String timestamp() {
        return timestamp;
    }

    public @Nullable String signatures() {
        return signatures;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    public String query() {
        return query;
    }

    byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return "SignedRequest[timestamp=" + timestamp + ", signatures=" + (signatures == null ? "none" : "***") + "]";
    }
}
