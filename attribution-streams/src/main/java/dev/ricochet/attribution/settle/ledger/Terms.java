package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.attribution.settle.cap.CapCounts;
import dev.ricochet.attribution.settle.cap.CapSubject;
import dev.ricochet.attribution.settle.fraud.FraudSources;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.event.Conversion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * On what terms a conversion is judged, beside the rules of its goal.
 *
 * @param offer its offer as it was in force; null where the catalog has none any more: then no cap holds
 * @param lockedUntil the advertiser's books are closed up to there; null where they never were
 */
public record Terms(@Nullable Offer offer, @Nullable Instant lockedUntil, CapCounts counts, FraudSources fraud) {

    /** Whether the conversion's amounts belong to a period that is closed. */
    boolean locks(Conversion conversion) {
        Instant approvedAt = conversion.getApprovedAt();
        return approvedAt != null && lockedUntil != null && approvedAt.isBefore(lockedUntil);
    }

    /** The conversion as the offer's caps see it; null where the offer is gone. */
    @Nullable CapSubject subject(Conversion conversion) {
        return offer == null
                ? null
                : new CapSubject(offer, conversion.getAffiliateId(), conversion.getGoal(), conversion.getConvertedAt());
    }
}
