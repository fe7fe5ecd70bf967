package dev.ricochet.gateway.postback;

import dev.ricochet.gateway.auth.Admission;
import dev.ricochet.gateway.auth.Admission.Denied;
import dev.ricochet.gateway.auth.Authenticator;
import dev.ricochet.gateway.auth.Credentials;
import dev.ricochet.gateway.dialect.Dialect;
import dev.ricochet.gateway.dialect.Dialects;
import dev.ricochet.gateway.dialect.Report;
import dev.ricochet.gateway.postback.Intake.Accepted;
import dev.ricochet.gateway.postback.Intake.Admitted;
import dev.ricochet.gateway.postback.Intake.Declined;
import dev.ricochet.gateway.refusal.Refused;
import dev.ricochet.gateway.refusal.Secrets;
import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.postback.Field;
import dev.ricochet.schemas.reason.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Decides on a postback by the catalog of the moment: first who speaks, then whether what is said can be taken. */
public final class PostbackIntake {
    private final Authenticator authenticator;
    private final ClickIds clickIds;
    private final InstantSource clock;
    private final Supplier<String> receiptIds;

    PostbackIntake(Duration signatureTolerance, ClickIds clickIds, InstantSource clock, Supplier<String> receiptIds) {
        this.authenticator = new Authenticator(signatureTolerance, clock);
        this.clickIds = clickIds;
        this.clock = clock;
        this.receiptIds = receiptIds;
    }

    /** {@link #admit} and {@link #validate} in one. */
    Intake decide(Catalog catalog, String advertiserId, Parameters parameters, Caller caller) {
        Intake admitted = admit(catalog, advertiserId, parameters, caller);
        return admitted instanceof Admitted speaker ? validate(catalog, speaker) : admitted;
    }

    /** Whether the caller may speak: {@link Admitted} or {@link Declined}. */
    Intake admit(Catalog catalog, String advertiserId, Parameters parameters, Caller caller) {
        Advertiser advertiser = catalog.advertiser(advertiserId);
        if (advertiser == null) {
            return new Declined(Refused.because(Refusal.UNKNOWN_ADVERTISER), Secrets.NONE);
        }
        Dialect dialect = Dialects.of(advertiser);
        if (dialect == null) {
            Refused misconfigured = Refused.because(
                    Refusal.MISCONFIGURED,
                    "advertiser " + advertiserId + " has the dialect '" + advertiser.getDialect()
                            + "', which this version of the gateway does not know");
            return new Declined(misconfigured, secrets(advertiser));
        }
        Report report = dialect.read(parameters);
        Admission admission = authenticator.judge(advertiser, credentials(report, caller));
        if (admission instanceof Denied denied) {
            return declined(advertiser, Refused.because(denied.reason(), denied.detail()));
        }
        return new Admitted(advertiser, dialect, report, caller, ((Admission.Admitted) admission).signature());
    }

    /** Whether what is said can be taken: {@link Accepted} or {@link Declined}. */
    Intake validate(Catalog catalog, Admitted speaker) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        Receipt receipt = new Receipt(
                receiptIds.get(),
                now,
                speaker.advertiser().getId(),
                speaker.caller().address());
        ReportReader reader = new ReportReader(speaker.report(), speaker.dialect(), catalog, clickIds);
        Postback postback = reader.postback(receipt);
        return reader.faults().isEmpty()
                ? new Accepted(postback, speaker.advertiser(), speaker.signature())
                : declined(speaker.advertiser(), reader.refused());
    }

    private static Declined declined(Advertiser advertiser, Refused refused) {
        return new Declined(refused, secrets(advertiser));
    }

    /** What must not be kept of a request for this advertiser. */
    public static Secrets secrets(Advertiser advertiser) {
        return Secrets.of(advertiser.getToken(), advertiser.getHmacSecrets());
    }

    private static Credentials credentials(Report report, Caller caller) {
        String token = caller.headerToken() == null ? report.value(Field.TOKEN) : caller.headerToken();
        return new Credentials(token, caller.address(), caller.encrypted(), caller.signed());
    }
}
