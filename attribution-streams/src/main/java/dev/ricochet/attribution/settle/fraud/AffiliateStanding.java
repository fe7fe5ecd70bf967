package dev.ricochet.attribution.settle.fraud;

import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.fraud.Screening.Suspicion;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.AffiliateStatus;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.reason.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Only affiliates who are active now and may run the offer now earn, whatever they were at the click. */
final class AffiliateStanding {

    private static final String STATUS = "affiliate.status";
    private static final String ALLOWED = "offer.affiliates";

    private AffiliateStanding() {}

    /** Null where nothing speaks against the affiliate. */
    static @Nullable Suspicion check(MatchedPostback matched, Rules rules) {
        Affiliate affiliate = rules.affiliate();
        if (affiliate == null) {
            return Suspicion.refusing(
                    Explanation.of(Reason.UNKNOWN_AFFILIATE).observed(matched.getAffiliateId()), STATUS, 0);
        }
        if (affiliate.getStatus() != AffiliateStatus.ACTIVE) {
            return refused(
                    Explanation.of(Reason.AFFILIATE_BLOCKED)
                            .observed(affiliate.getStatus().name())
                            .against(AffiliateStatus.ACTIVE.name()),
                    STATUS,
                    affiliate.getVersion());
        }
        List<String> allowed = rules.offer().getAffiliates();
        if (!allowed.isEmpty() && !allowed.contains(affiliate.getId())) {
            return refused(
                    Explanation.of(Reason.AFFILIATE_BLOCKED)
                            .observed(affiliate.getId())
                            .against(String.join(", ", allowed)),
                    ALLOWED,
                    rules.offerVersion());
        }
        return null;
    }

    private static Suspicion refused(Explanation why, String rule, int version) {
        return Suspicion.refusing(why.byRule(rule, version), rule, version);
    }
}
