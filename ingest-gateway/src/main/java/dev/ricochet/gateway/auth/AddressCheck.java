package dev.ricochet.gateway.auth;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.ricochet.gateway.auth.Admission.Denied;
import dev.ricochet.gateway.request.AddressBlocks;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.reason.Refusal;

/** The caller's address is in one of the advertiser's CIDR blocks, each of which is parsed once for an entry. */
final class AddressCheck implements Check {
    // By identity: another version of an advertiser is another object, and the old one's blocks go with it.
    private final LoadingCache<Advertiser, AddressBlocks> blocks =
            Caffeine.newBuilder().weakKeys().build(advertiser -> AddressBlocks.lenient(advertiser.getAllowIps()));

    @Override
    public Admission judge(Advertiser advertiser, Credentials credentials) {
        if (advertiser.getAllowIps().isEmpty()) {
            return new Denied(
                    Refusal.MISCONFIGURED,
                    "advertiser " + advertiser.getId() + " requires known addresses, but the catalog allows none");
        }
        return blocks.get(advertiser).contain(credentials.address())
                ? Admission.ADMITTED
                : new Denied(
                        Refusal.ADDRESS_NOT_ALLOWED,
                        "address " + credentials.address() + " is in none of " + advertiser.getAllowIps());
    }
}
