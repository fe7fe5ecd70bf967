package dev.ricochet.gateway.auth;

import dev.ricochet.gateway.auth.Admission.Denied;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.reason.Refusal;
import org.jspecify.annotations.Nullable;

/** The caller came over TLS: to the gateway itself, or to a trusted proxy that says so. */
final class EncryptionCheck implements Check {
    @Override
    public Admission judge(Advertiser advertiser, Credentials credentials) {
        Denied missing = missing(credentials);
        return missing == null ? Admission.ADMITTED : missing;
    }

    @Override
    public @Nullable Denied missing(Credentials credentials) {
        return credentials.encrypted()
                ? null
                : new Denied(Refusal.HTTPS_REQUIRED, "the caller's connection is not encrypted");
    }
}
