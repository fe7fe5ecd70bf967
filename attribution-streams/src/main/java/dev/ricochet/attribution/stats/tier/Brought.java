package dev.ricochet.attribution.stats.tier;

import dev.ricochet.attribution.stats.hourly.Rates;
import dev.ricochet.schemas.event.ConversionStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an affiliate brought within a window: its conversions that were first reported there, as they stand now.
 *
 * @param approved the approved ones
 * @param decided the approved, rejected and reversed ones; who is pending or held says nothing yet
 */
public record Brought(long approved, long decided) {

    public static final Brought NOTHING = new Brought(0, 0);
    private static final int DECIMALS = 6;

    public static Brought of(Map<String, Long> conversionsByStatus) {
        return new Brought(
                Rates.of(conversionsByStatus, ConversionStatus.APPROVED), Rates.decided(conversionsByStatus));
    }

    public Brought plus(Brought more) {
        return new Brought(approved + more.approved, decided + more.decided);
    }

    /** Approved among decided, rounded down; null where nothing was decided. */
    public @Nullable BigDecimal approvalRate() {
        return decided == 0
                ? null
                : BigDecimal.valueOf(approved).divide(BigDecimal.valueOf(decided), DECIMALS, RoundingMode.DOWN);
    }

    /** Whether the rate is at least that; compared exactly. Nothing decided meets only a demand of 0. */
    boolean meets(BigDecimal rate) {
        return BigDecimal.valueOf(approved).compareTo(rate.multiply(BigDecimal.valueOf(decided))) >= 0
                && (decided > 0 || rate.signum() == 0);
    }
}
