package dev.ricochet.gateway.postback;

import dev.ricochet.gateway.auth.Admission;
import dev.ricochet.gateway.auth.Admission.Denied;
import dev.ricochet.gateway.auth.Authenticator;
import dev.ricochet.gateway.auth.Credentials;
import dev.ricochet.gateway.dialect.Dialect;
import dev.ricochet.gateway.dialect.Dialects;
import dev.ricochet.gateway.dialect.Field;
import dev.ricochet.gateway.dialect.Report;
import dev.ricochet.gateway.postback.Intake.Accepted;
import dev.ricochet.gateway.postback.Intake.Declined;
import dev.ricochet.gateway.refusal.Refused;
import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.reason.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Decides on a postback by the catalog of the moment. */
final class PostbackIntake {
    private final Authenticator authenticator = new Authenticator();
    private final InstantSource clock;
    private final Supplier<String> receiptIds;

    PostbackIntake(InstantSource clock, Supplier<String> receiptIds) {
        this.clock = clock;
        this.receiptIds = receiptIds;
    }

    Intake decide(Catalog catalog, String advertiserId, Parameters parameters, Caller caller) {
        Advertiser advertiser = catalog.advertiser(advertiserId);
        if (advertiser == null) {
            return new Declined(Refused.because(Refusal.UNKNOWN_ADVERTISER), null);
        }
        Dialect dialect = Dialects.named(advertiser.getDialect());
        if (dialect == null) {
            return declined(
                    advertiser,
                    Refused.because(
                            Refusal.MISCONFIGURED,
                            "advertiser " + advertiserId + " has the dialect '" + advertiser.getDialect()
                                    + "', which this version of the gateway does not know"));
        }
        Report report = dialect.read(parameters);
        Admission admission = authenticator.judge(advertiser, credentials(report, caller));
        if (admission instanceof Denied denied) {
            return declined(advertiser, Refused.because(denied.reason(), denied.detail()));
        }
        return validated(catalog, advertiser, dialect, report, caller);
    }

    private Intake validated(Catalog catalog, Advertiser advertiser, Dialect dialect, Report report, Caller caller) {
        ReportReader reader = new ReportReader(report, dialect, catalog);
        Receipt receipt = new Receipt(
                receiptIds.get(), Instant.ofEpochMilli(clock.millis()), advertiser.getId(), caller.address());
        Postback postback = reader.postback(receipt);
        return reader.faults().isEmpty()
                ? new Accepted(postback)
                : declined(advertiser, Refused.invalid(reader.faults()));
    }

    private static Credentials credentials(Report report, Caller caller) {
        String token = caller.headerToken() == null ? report.value(Field.TOKEN) : caller.headerToken();
        return new Credentials(token, caller.address(), caller.encrypted());
    }

    private static Declined declined(Advertiser advertiser, Refused refused) {
        return new Declined(refused, advertiser.getToken());
    }
}
