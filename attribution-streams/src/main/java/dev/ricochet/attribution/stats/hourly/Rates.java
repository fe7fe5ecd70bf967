package dev.ricochet.attribution.stats.hourly;

import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.state.StatsCounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What networks divide by what. Six decimals, half to even; null where there is nothing to divide by. */
public final class Rates {

    private static final int DECIMALS = 6;

    private Rates() {}

    /** Conversions that may still be paid, or were: all but those rejected or reversed. */
    public static long conversions(StatsCounts counts) {
        Map<String, Long> byStatus = counts.getResults().getConversions();
        return byStatus.values().stream().mapToLong(Long::longValue).sum()
                - of(byStatus, ConversionStatus.REJECTED)
                - of(byStatus, ConversionStatus.REVERSED);
    }

    /** Conversions a click (CR). */
    public static @Nullable BigDecimal conversionRate(StatsCounts counts) {
        return ratio(BigDecimal.valueOf(conversions(counts)), counts.getClicks().getClicks());
    }

    /** An amount a click: of payouts the earnings per click (EPC). */
    public static @Nullable BigDecimal perClick(BigDecimal amount, StatsCounts counts) {
        return ratio(amount, counts.getClicks().getClicks());
    }

    /** Approved conversions among those that were decided. */
    public static @Nullable BigDecimal approvalRate(StatsCounts counts) {
        Map<String, Long> byStatus = counts.getResults().getConversions();
        return ratio(BigDecimal.valueOf(of(byStatus, ConversionStatus.APPROVED)), decided(byStatus));
    }

    /** Conversions on which the last word may have been said: approved, rejected or reversed. */
    public static long decided(Map<String, Long> byStatus) {
        return of(byStatus, ConversionStatus.APPROVED)
                + of(byStatus, ConversionStatus.REJECTED)
                + of(byStatus, ConversionStatus.REVERSED);
    }

    public static long of(Map<String, Long> byStatus, ConversionStatus status) {
        return byStatus.getOrDefault(status.name(), 0L);
    }

    public static @Nullable BigDecimal ratio(BigDecimal part, long whole) {
        return whole == 0 ? null : part.divide(BigDecimal.valueOf(whole), DECIMALS, RoundingMode.HALF_EVEN);
    }
}
