package dev.ricochet.kit.catalog;

import dev.ricochet.schemas.catalog.FraudRule;
import dev.ricochet.schemas.event.RateStanding;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a fraud rule takes for a believable conversion rate. Compared exactly, without dividing.
 *
 * @param leastSample with fewer clicks than this a rate says nothing
 * @param least conversions a click; null for no bound
 * @param most conversions a click; null for no bound
 */
public record RateBounds(
        Duration window,
        long leastSample,
        @Nullable BigDecimal least,
        @Nullable BigDecimal most) {

    public static RateBounds of(FraudRule rule) {
        return new RateBounds(
                Duration.ofMillis(Objects.requireNonNullElse(rule.getWindowMs(), 0L)),
                Objects.requireNonNullElse(rule.getLeastSample(), 1L),
                rule.getLeastRate(),
                rule.getMostRate());
    }

    public RateStanding standing(long clicks, long conversions) {
        if (clicks < leastSample) {
            return RateStanding.TOO_FEW;
        }
        BigDecimal made = BigDecimal.valueOf(conversions);
        BigDecimal of = BigDecimal.valueOf(clicks);
        if (least != null && made.compareTo(least.multiply(of)) < 0) {
            return RateStanding.BELOW;
        }
        return most != null && made.compareTo(most.multiply(of)) > 0 ? RateStanding.ABOVE : RateStanding.WITHIN;
    }

    /** For people: {@code 0.01 to 0.3 conversions a click, of 1000 clicks or more in PT168H}. */
    public String text() {
        String bounds = least == null
                ? "at most " + plain(most)
                : most == null ? "at least " + plain(least) : plain(least) + " to " + plain(most);
        return bounds + " conversions a click, of " + leastSample + " clicks or more in " + window;
    }

    private static String plain(@Nullable BigDecimal rate) {
        return rate == null ? "any" : rate.stripTrailingZeros().toPlainString();
    }
}
