package dev.ricochet.attribution.stats;

import static dev.ricochet.testkit.fixture.Fixtures.ADVERTISER;
import static dev.ricochet.testkit.fixture.Fixtures.AFFILIATE;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.OFFER;

import dev.ricochet.schemas.event.Decider;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.PostbackOutcome;

/** Outcomes of postbacks of {@code aff-1} on {@code shoes}. */
public final class Outcomes {

    private Outcomes() {}

    public static PostbackOutcome.Builder anOutcome(String receiptId, OutcomeKind kind) {
        return PostbackOutcome.newBuilder()
                .setReceiptId(receiptId)
                .setOutcome(kind)
                .setDecidedBy(Decider.SETTLE)
                .setReceivedAt(NOON)
                .setAdvertiserId(ADVERTISER)
                .setOfferId(OFFER)
                .setAffiliateId(AFFILIATE);
    }

    public static PostbackOutcome aRejection(String receiptId, String reason) {
        return anOutcome(receiptId, OutcomeKind.REJECTED).setReason(reason).build();
    }
}
