package dev.ricochet.gateway.clickcap;

import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.CapScope;
import dev.ricochet.schemas.catalog.ClickCap;
import dev.ricochet.schemas.event.ClickCount;
import org.jspecify.annotations.Nullable;

/**
 * What is counted as one. Caps that differ only in their number share it.
 *
 * @param affiliateId null where the clicks of all affiliates are counted together
 */
record Counted(String offerId, @Nullable String affiliateId, CapPeriod period, String zone) {

    /** A scope newer than this reader counts the whole offer, which can only be too strict. */
    static Counted by(ClickCap cap, String offerId, String affiliateId) {
        return new Counted(
                offerId, cap.getScope() == CapScope.AFFILIATE ? affiliateId : null, cap.getPeriod(), cap.getZone());
    }

    static Counted of(ClickCount count) {
        return new Counted(count.getOfferId(), count.getAffiliateId(), count.getPeriod(), count.getZone());
    }

    /** The key under which one run of a gateway writes it. Ids hold no bar. */
    String key(String gateway) {
        return gateway + "|" + offerId + "|" + (affiliateId == null ? "" : affiliateId) + "|" + period + "|" + zone;
    }
}
