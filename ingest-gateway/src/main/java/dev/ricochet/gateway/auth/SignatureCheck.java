package dev.ricochet.gateway.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricochet.gateway.auth.Admission.Admitted;
import dev.ricochet.gateway.auth.Admission.Denied;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.reason.Refusal;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The request was signed with one of the advertiser's secrets, lately. Signed are five lines: timestamp, method, path,
 * query and body, the last of which has no line end; none of the first four can hold one, so no two requests share a text.
 */
final class SignatureCheck implements Check {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String VERSION = "v1=";

    /** Of the new secret and the one it replaces, and as many again for whoever signs by two schemes. */
    private static final int MOST_SIGNATURES = 4;

    private static final int LONGEST_TIMESTAMP = 12;
    private static final Denied MISSING =
            new Denied(Refusal.MISSING_SIGNATURE, "the signature or its timestamp was not sent");

    private final Duration tolerance;
    private final InstantSource clock;

    SignatureCheck(Duration tolerance, InstantSource clock) {
        this.tolerance = tolerance;
        this.clock = clock;
    }

    @Override
    public @Nullable Denied missing(Credentials credentials) {
        SignedRequest request = credentials.signed().get();
        return request.timestamp() == null || request.signatures() == null ? MISSING : null;
    }

    @Override
    public Admission judge(Advertiser advertiser, Credentials credentials) {
        List<String> secrets = advertiser.getHmacSecrets();
        if (secrets.isEmpty()) {
            return new Denied(
                    Refusal.MISCONFIGURED,
                    "advertiser " + advertiser.getId() + " requires signatures, but the catalog has no secret for it");
        }
        SignedRequest request = credentials.signed().get();
        String timestamp = request.timestamp();
        String signatures = request.signatures();
        if (timestamp == null || signatures == null) {
            return MISSING;
        }
        String right = rightOne(signatures, secrets, timestamp, request);
        if (right == null) {
            return new Denied(Refusal.BAD_SIGNATURE, "no signature fits the request and a secret of the advertiser");
        }
        return inTime(timestamp)
                ? new Admitted(right)
                : new Denied(
                        Refusal.STALE_TIMESTAMP,
                        "signed rightly, but at " + timestamp + " and not within " + tolerance.toSeconds() + " s of "
                                + clock.instant().getEpochSecond());
    }

    private static @Nullable String rightOne(
            String signatures, List<String> secrets, String timestamp, SignedRequest request) {
        for (String secret : secrets) {
            if (secret.isEmpty()) {
                continue;
            }
            byte[] expected = sign(secret, timestamp, request);
            String[] shown = signatures.split(",", MOST_SIGNATURES + 1);
            for (int i = 0; i < Math.min(shown.length, MOST_SIGNATURES); i++) {
                byte[] signature = signature(shown[i].strip());
                // Takes the same time wherever the two differ.
                if (signature != null && MessageDigest.isEqual(expected, signature)) {
                    return HexFormat.of().formatHex(expected);
                }
            }
        }
        return null;
    }

    private static byte @Nullable [] signature(String text) {
        try {
            return text.startsWith(VERSION) ? HexFormat.of().parseHex(text, VERSION.length(), text.length()) : null;
        } catch (IllegalArgumentException notHex) {
            return null;
        }
    }

    private static byte[] sign(String secret, String timestamp, SignedRequest request) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
            line(mac, timestamp);
            line(mac, request.method());
            line(mac, request.path());
            line(mac, request.query());
            return mac.doFinal(request.body());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }

    /** HTTP servers hand over one character for each byte. */
    private static void line(Mac mac, String text) {
        mac.update(text.getBytes(ISO_8859_1));
        mac.update((byte) '\n');
    }

    private boolean inTime(String timestamp) {
        if (timestamp.length() > LONGEST_TIMESTAMP) {
            return false;
        }
        try {
            long apart = Math.abs(clock.instant().getEpochSecond() - Long.parseLong(timestamp));
            return apart <= tolerance.toSeconds();
        } catch (NumberFormatException notSeconds) {
            return false;
        }
    }
}
