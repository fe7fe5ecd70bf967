package dev.ricochet.attribution.settle.price;

import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.MatchedPostback;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a conversion comes from, as far as prices ask.
 *
 * @param affiliateId who is credited; empty while only the ledger knows
 * @param tier the affiliate's quality tier; null where it has none
 * @param country the click's
 * @param source the click's
 * @param subs the click's sub1 to sub10, in that order
 */
public record Origin(
        String affiliateId,
        @Nullable String tier,
        @Nullable String country,
        @Nullable String source,
        List<String> subs) {

    /** Of a conversion about to be made. */
    public static Origin of(MatchedPostback matched, Rules rules) {
        String affiliateId = matched.getAffiliateId();
        String tier = affiliateId.isEmpty() ? null : rules.catalog().tierOf(affiliateId);
        Click click = matched.getClick();
        return click == null
                ? new Origin(affiliateId, tier, null, null, List.of())
                : new Origin(affiliateId, tier, click.getCountry(), click.getSource(), click.getSubs());
    }

    /** Of a conversion that is there, as it was then, by the tier on which the affiliate stood then. */
    public static Origin of(Conversion conversion) {
        return of(conversion, conversion.getTier());
    }

    /** Of a conversion that is there, by another tier. */
    public static Origin of(Conversion conversion, @Nullable String tier) {
        return new Origin(
                conversion.getAffiliateId(),
                tier,
                conversion.getCountry(),
                conversion.getSource(),
                conversion.getSubs());
    }

    boolean isAffiliateKnown() {
        return !affiliateId.isEmpty();
    }

    /** sub1 is 1; null where the click has none. */
    @Nullable String sub(int number) {
        return number <= subs.size() ? subs.get(number - 1) : null;
    }
}
