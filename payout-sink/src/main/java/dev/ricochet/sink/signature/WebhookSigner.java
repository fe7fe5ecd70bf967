package dev.ricochet.sink.signature;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The three headers of Standard Webhooks 1.0.0. The signature is HMAC-SHA256 over {@code id.timestamp.body}, where the
 * body is the exact bytes sent: for a GET it is empty, so the signature then vouches for the id and the time, not for
 * the query.
 */
public final class WebhookSigner {

    public static final String ID = "webhook-id";
    public static final String TIMESTAMP = "webhook-timestamp";
    public static final String SIGNATURE = "webhook-signature";

    private static final String ALGORITHM = "HmacSHA256";

    /** To look one up takes longer than to sign with it. */
    private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(WebhookSigner::mac);

    private WebhookSigner() {}

    /**
     * The headers for one attempt.
     *
     * @param secrets one signature is made with each, so that a receiver may change its secret at its own time; with
     *     none there is no signature header
     */
    public static Map<String, String> headers(String id, Instant at, byte[] body, List<WebhookSecret> secrets) {
        String timestamp = Long.toString(at.getEpochSecond());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(ID, id);
        headers.put(TIMESTAMP, timestamp);
        if (!secrets.isEmpty()) {
            byte[] prefix = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
            StringJoiner signatures = new StringJoiner(" ");
            for (WebhookSecret secret : secrets) {
                signatures.add("v1," + hmac(secret, prefix, body));
            }
            headers.put(SIGNATURE, signatures.toString());
        }
        return headers;
    }

    private static String hmac(WebhookSecret secret, byte[] prefix, byte[] body) {
        try {
            Mac mac = MAC.get();
            mac.init(new SecretKeySpec(secret.key(), ALGORITHM));
            mac.update(prefix);
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("a key of bytes is one of " + ALGORITHM, e);
        }
    }

    private static Mac mac() {
        try {
            return Mac.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
