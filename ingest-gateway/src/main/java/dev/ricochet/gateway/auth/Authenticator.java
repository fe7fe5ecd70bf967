package dev.ricochet.gateway.auth;

import dev.ricochet.gateway.auth.Admission.Denied;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.AuthRequirement;
import dev.ricochet.schemas.reason.Refusal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Applies all checks that an advertiser requires, in the catalog's order; the first that fails decides. */
public final class Authenticator {
    private static final Check NOT_AVAILABLE = (advertiser, credentials) -> new Denied(
            Refusal.MISCONFIGURED,
            "advertiser " + advertiser.getId() + " requires " + advertiser.getRequire()
                    + ", of which this version of the gateway checks only TOKEN, IP and HTTPS");

    private final Map<AuthRequirement, Check> checks = new EnumMap<>(AuthRequirement.class);

    public Authenticator() {
        checks.put(AuthRequirement.TOKEN, new TokenCheck());
        checks.put(AuthRequirement.IP, new AddressCheck());
        checks.put(AuthRequirement.HTTPS, new EncryptionCheck());
    }

    /** An advertiser that requires nothing takes anybody. */
    public Admission judge(Advertiser advertiser, Credentials credentials) {
        List<AuthRequirement> required = advertiser.getRequire();
        for (int i = 0; i < required.size(); i++) {
            Admission admission =
                    checks.getOrDefault(required.get(i), NOT_AVAILABLE).judge(advertiser, credentials);
            if (admission instanceof Denied) {
                return admission;
            }
        }
        return Admission.ADMITTED;
    }
}
