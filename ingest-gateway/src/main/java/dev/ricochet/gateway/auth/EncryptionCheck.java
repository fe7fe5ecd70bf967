package dev.ricochet.gateway.auth;

import dev.ricochet.gateway.auth.Admission.Denied;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.reason.Refusal;

/** The connection itself is TLS; a header that says so counts for nothing. */
final class EncryptionCheck implements Check {
    @Override
    public Admission judge(Advertiser advertiser, Credentials credentials) {
        return credentials.encrypted()
                ? Admission.ADMITTED
                : new Denied(Refusal.HTTPS_REQUIRED, "the connection is not encrypted");
    }
}
