package dev.ricochet.gateway.auth;

import dev.ricochet.gateway.auth.Admission.Denied;
import dev.ricochet.schemas.catalog.Advertiser;
import org.jspecify.annotations.Nullable;

/** One thing that an advertiser may require of its callers. */
interface Check {
    Admission judge(Advertiser advertiser, Credentials credentials);

    /** Whether what is to be checked is missing altogether; null where it is there. Looks at the request alone. */
    default @Nullable Denied missing(Credentials credentials) {
        return null;
    }
}
