package dev.ricochet.gateway.postback;

import dev.ricochet.gateway.auth.Admission;
import dev.ricochet.gateway.auth.Admission.Denied;
import dev.ricochet.gateway.auth.Authenticator;
import dev.ricochet.gateway.auth.Credentials;
import dev.ricochet.gateway.auth.SignedRequest;
import dev.ricochet.gateway.dialect.Dialect;
import dev.ricochet.gateway.dialect.Dialects;
import dev.ricochet.gateway.dialect.Report;
import dev.ricochet.gateway.postback.Intake.Accepted;
import dev.ricochet.gateway.postback.Intake.Declined;
import dev.ricochet.gateway.refusal.Refused;
import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.AuthRequirement;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.postback.Field;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way of a postback up to where it would be written, with every step told. */
public final class Rehearsal {
    private final Authenticator authenticator;
    private final PostbackIntake intake;

    public Rehearsal(Safeguards safeguards, InstantSource clock) {
        this.authenticator = new Authenticator(safeguards.signatureTolerance(), clock);
        this.intake =
                new PostbackIntake(safeguards.signatureTolerance(), safeguards.clickIds(), clock, () -> "dry-run");
    }

    /** What a caller would show. */
    public record Arrival(
            Parameters parameters,
            @Nullable String headerToken,
            @Nullable String address,
            boolean encrypted,
            SignedRequest signed) {}

    /** What one requirement of the advertiser says. */
    public record Checked(AuthRequirement requirement, Admission admission) {}

    /**
     * What was found.
     *
     * @param report what the dialect made of the parameters; null where the advertiser's dialect is not known
     * @param checks every requirement, also those after the first that fails
     * @param refused by the fields, as if all checks had passed; null where every field is right
     * @param postback null where {@code refused} is not
     */
    public record Played(
            @Nullable Report report,
            List<Checked> checks,
            @Nullable Refused refused,
            @Nullable Postback postback) {

        /** What the caller would be refused with, or null. */
        public @Nullable Refused verdict() {
            return checks.stream()
                    .map(Checked::admission)
                    .filter(Denied.class::isInstance)
                    .map(denied -> Refused.because(((Denied) denied).reason(), ((Denied) denied).detail()))
                    .findFirst()
                    .orElse(refused);
        }
    }

    public Played play(Catalog catalog, Advertiser advertiser, Arrival arrival) {
        Dialect dialect = Dialects.of(advertiser);
        Report report = dialect == null ? null : dialect.read(arrival.parameters());
        String token =
                arrival.headerToken() == null && report != null ? report.value(Field.TOKEN) : arrival.headerToken();
        Credentials credentials = new Credentials(token, arrival.address(), arrival.encrypted(), arrival::signed);
        List<Checked> checks = advertiser.getRequire().stream()
                .map(requirement -> new Checked(
                        requirement, authenticator.judge(requiring(advertiser, List.of(requirement)), credentials)))
                .toList();
        Caller caller = new Caller(arrival.headerToken(), arrival.address(), arrival.encrypted());
        Intake decision = intake.decide(openTo(advertiser, catalog), advertiser.getId(), arrival.parameters(), caller);
        return decision instanceof Accepted accepted
                ? new Played(report, checks, null, accepted.postback())
                : new Played(report, checks, ((Declined) decision).refused(), null);
    }

    /** The same advertiser letting everybody in, so that the fields are looked at whoever asks. */
    private static Catalog openTo(Advertiser advertiser, Catalog catalog) {
        return Catalog.of(List.of(requiring(advertiser, List.of())), List.of(), catalog.offers(), List.of());
    }

    private static Advertiser requiring(Advertiser advertiser, List<AuthRequirement> requirements) {
        return Advertiser.newBuilder(advertiser).setRequire(requirements).build();
    }
}
