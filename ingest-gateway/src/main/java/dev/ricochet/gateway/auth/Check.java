package dev.ricochet.gateway.auth;

import dev.ricochet.schemas.catalog.Advertiser;

/** One thing that an advertiser may require of its callers. */
interface Check {
    Admission judge(Advertiser advertiser, Credentials credentials);
}
