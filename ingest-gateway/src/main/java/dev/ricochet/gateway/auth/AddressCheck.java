package dev.ricochet.gateway.auth;

import dev.ricochet.gateway.auth.Admission.Denied;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.reason.Refusal;
import inet.ipaddr.IPAddressString;
import java.util.List;

/**
 * The connection comes from one of the advertiser's CIDR blocks. Forwarded headers are not looked at: whoever connects
 * can write them.
 */
final class AddressCheck implements Check {
    @Override
    public Admission judge(Advertiser advertiser, Credentials credentials) {
        List<String> blocks = advertiser.getAllowIps();
        if (blocks.isEmpty()) {
            return new Denied(
                    Refusal.MISCONFIGURED,
                    "advertiser " + advertiser.getId() + " requires known addresses, but the catalog allows none");
        }
        String address = credentials.address();
        if (address != null) {
            IPAddressString peer = new IPAddressString(address);
            for (String block : blocks) {
                // A block that does not parse contains nothing.
                if (new IPAddressString(block).contains(peer)) {
                    return Admission.ADMITTED;
                }
            }
        }
        return new Denied(Refusal.ADDRESS_NOT_ALLOWED, "address " + address + " is in none of " + blocks);
    }
}
