package dev.ricochet.attribution.stats.rate;

import dev.ricochet.schemas.event.ConversionRate;
import dev.ricochet.schemas.event.RateStanding;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a rate is news: where it comes to stand otherwise. A sample that was never large enough is none. */
public final class RateNews {

    private RateNews() {}

    /** Names what is judged; the key of the topic. */
    public static String id(String affiliateId, RateRules.Asked rule) {
        return affiliateId + "|" + rule.offerId() + "|" + rule.ruleId();
    }

    /**
     * The event, or null where nothing has changed.
     *
     * @param before the newest event under this id
     * @param now from when on conversions are judged by it
     * @param until the full hour at which the window ends
     */
    public static @Nullable ConversionRate event(
            String affiliateId,
            RateRules.Asked rule,
            Sample sample,
            @Nullable ConversionRate before,
            Instant now,
            Instant until) {
        RateStanding standing = rule.bounds().standing(sample.clicks(), sample.conversions());
        RateStanding stood = before == null ? RateStanding.TOO_FEW : before.getStanding();
        if (standing == stood) {
            return null;
        }
        return ConversionRate.newBuilder()
                .setId(id(affiliateId, rule))
                .setAffiliateId(affiliateId)
                .setOfferId(rule.offerId())
                .setRuleId(rule.ruleId())
                .setVersion(before == null ? 1 : before.getVersion() + 1)
                .setEffectiveFrom(now)
                .setStanding(standing)
                .setClicks(sample.clicks())
                .setConverted(sample.conversions())
                .setWindowMs(rule.bounds().window().toMillis())
                .setCountedUntil(until)
                .build();
    }
}
