package dev.ricochet.attribution.match;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.AffiliateStatus;

/** Whose clicks count for nothing. One that the catalog does not know, or that is paused, is left to settle. */
final class Blocking {

    private Blocking() {}

    static boolean isBlocked(String affiliateId, Catalog catalog) {
        Affiliate affiliate = catalog.affiliate(affiliateId);
        return affiliate != null && affiliate.getStatus() == AffiliateStatus.BLOCKED;
    }
}
