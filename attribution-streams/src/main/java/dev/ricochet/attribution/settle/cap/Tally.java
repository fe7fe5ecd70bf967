package dev.ricochet.attribution.settle.cap;

import dev.ricochet.schemas.event.CapMeasure;
import dev.ricochet.schemas.state.SettleCount;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What is counted: conversions and their worth.
 *
 * @param payout in units of the offer's currency, as records carry it
 * @param revenue the same
 */
public record Tally(long conversions, BigDecimal payout, BigDecimal revenue) {

    private static final BigDecimal NOTHING = BigDecimal.ZERO.setScale(6);

    public static final Tally ZERO = new Tally(0, NOTHING, NOTHING);

    /** One conversion of that worth. */
    public static Tally one(BigDecimal payout, BigDecimal revenue) {
        return new Tally(1, payout, revenue);
    }

    /** A conversion that is counted already and grows by so much. */
    public static Tally more(BigDecimal payout, BigDecimal revenue) {
        return new Tally(0, payout, revenue);
    }

    public static Tally of(@Nullable SettleCount count) {
        return count == null ? ZERO : new Tally(count.getCount(), count.getPayout(), count.getRevenue());
    }

    Tally plus(Tally other) {
        return new Tally(conversions + other.conversions, payout.add(other.payout), revenue.add(other.revenue));
    }

    /**
     * What is left without the other. Never below zero: what was counted before sums were kept has put no money in, and
     * would take some out.
     */
    Tally minus(Tally other) {
        return new Tally(
                Math.max(0, conversions - other.conversions),
                payout.subtract(other.payout).max(NOTHING),
                revenue.subtract(other.revenue).max(NOTHING));
    }

    /** A measure newer than this reader measures nothing. */
    BigDecimal by(CapMeasure measure) {
        return switch (measure) {
            case COUNT -> BigDecimal.valueOf(conversions).setScale(6);
            case PAYOUT -> payout;
            case REVENUE -> revenue;
            case UNKNOWN -> NOTHING;
        };
    }
}
