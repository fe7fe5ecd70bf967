package dev.ricochet.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricochet.gateway.auth.Admission.Denied;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.reason.Refusal;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The caller knows the advertiser's token. */
final class TokenCheck implements Check {
    private static final Denied MISSING = new Denied(Refusal.MISSING_TOKEN, "no token was sent");

    @Override
    public @Nullable Denied missing(Credentials credentials) {
        return credentials.token() == null ? MISSING : null;
    }

    @Override
    public Admission judge(Advertiser advertiser, Credentials credentials) {
        String expected = advertiser.getToken();
        if (expected == null || expected.isEmpty()) {
            return new Denied(
                    Refusal.MISCONFIGURED,
                    "advertiser " + advertiser.getId() + " requires a token, but the catalog has none for it");
        }
        String shown = credentials.token();
        if (shown == null) {
            return MISSING;
        }
        // Takes the same time wherever the two differ.
        return MessageDigest.isEqual(expected.getBytes(UTF_8), shown.getBytes(UTF_8))
                ? Admission.ADMITTED
                : new Denied(Refusal.BAD_TOKEN, "the token is not the advertiser's");
    }
}
