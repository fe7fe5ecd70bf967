package dev.ricochet.gateway.auth;

import dev.ricochet.gateway.auth.Admission.Admitted;
import dev.ricochet.gateway.auth.Admission.Denied;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.AuthRequirement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Applies all checks that an advertiser requires; the first that fails decides. Their order is fixed and what is missing is
 * said before anything is compared, so that no answer tells that some other secret was right.
 */
public final class Authenticator {
    /** How far the sender's clock may be from ours, where nothing else is set. */
    public static final Duration DEFAULT_TOLERANCE = Duration.ofMinutes(5);

    private final List<Requirement> checks;

    private record Requirement(AuthRequirement name, Check check) {}

    /** @param tolerance between the time of a signature and ours, in both directions */
    public Authenticator(Duration tolerance, InstantSource clock) {
        checks = List.of(
                new Requirement(AuthRequirement.HTTPS, new EncryptionCheck()),
                new Requirement(AuthRequirement.TOKEN, new TokenCheck()),
                new Requirement(AuthRequirement.IP, new AddressCheck()),
                new Requirement(AuthRequirement.HMAC, new SignatureCheck(tolerance, clock)));
    }

    /** An advertiser that requires nothing takes anybody. */
    public Admission judge(Advertiser advertiser, Credentials credentials) {
        List<AuthRequirement> required = advertiser.getRequire();
        for (Requirement requirement : checks) {
            Denied missing = required.contains(requirement.name) ? requirement.check.missing(credentials) : null;
            if (missing != null) {
                return missing;
            }
        }
        Admission admission = Admission.ADMITTED;
        for (Requirement requirement : checks) {
            if (required.contains(requirement.name)) {
                Admission one = requirement.check.judge(advertiser, credentials);
                if (one instanceof Denied) {
                    return one;
                }
                admission = one instanceof Admitted admitted && admitted.signature() != null ? admitted : admission;
            }
        }
        return admission;
    }
}
