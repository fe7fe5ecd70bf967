package dev.ricochet.attribution.settle.split;

import dev.ricochet.schemas.event.AdjustmentShare;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.Split;
import dev.ricochet.schemas.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides a payout among those who share it, so that the parts are exactly the whole.
 *
 * <p>Each gets its share rounded down to the currency's minor unit. The units that are left go one each to those who lost most
 * by rounding, of equals to the one who stands first (the method of largest remainders); what is less than a unit goes to the
 * first. What is taken back is divided as what is paid.
 */
public final class Payouts {

    private Payouts() {}

    /** The conversion with its payout divided by the credits of its splits. */
    public static Conversion divided(Conversion conversion) {
        List<Split> splits = conversion.getSplits();
        if (splits.isEmpty()) {
            return conversion;
        }
        List<BigDecimal> parts = parts(
                conversion.getPayout(),
                Currency.getInstance(conversion.getCurrency()).getDefaultFractionDigits(),
                splits.stream().map(Split::getCredit).toList());
        return Conversion.newBuilder(conversion)
                .setSplits(IntStream.range(0, splits.size())
                        .mapToObj(index -> Split.newBuilder(splits.get(index))
                                .setPayout(parts.get(index))
                                .build())
                        .toList())
                .build();
    }

    /** What each who shares the conversion has of an amount, in the order of the splits; empty where nobody shares it. */
    public static List<AdjustmentShare> shares(BigDecimal whole, Conversion conversion) {
        List<Split> splits = conversion.getSplits();
        if (splits.isEmpty()) {
            return List.of();
        }
        List<BigDecimal> parts = parts(
                whole,
                Currency.getInstance(conversion.getCurrency()).getDefaultFractionDigits(),
                splits.stream().map(Split::getCredit).toList());
        return IntStream.range(0, splits.size())
                .mapToObj(index -> new AdjustmentShare(splits.get(index).getAffiliateId(), parts.get(index)))
                .toList();
    }

    /**
     * The parts of a whole, in the order of their credits.
     *
     * @param minorDigits decimals of the currency
     * @param credits shares that sum to 1
     */
    static List<BigDecimal> parts(BigDecimal whole, int minorDigits, List<BigDecimal> credits) {
        if (whole.signum() < 0) {
            return parts(whole.negate(), minorDigits, credits).stream()
                    .map(BigDecimal::negate)
                    .toList();
        }
        BigDecimal unit = BigDecimal.ONE.movePointLeft(minorDigits);
        List<BigDecimal> parts = new ArrayList<>();
        List<BigDecimal> lost = new ArrayList<>();
        BigDecimal left = whole;
        for (BigDecimal credit : credits) {
            BigDecimal exact = whole.multiply(credit);
            BigDecimal part = exact.setScale(minorDigits, RoundingMode.DOWN);
            parts.add(part);
            lost.add(exact.subtract(part));
            left = left.subtract(part);
        }
        int units = left.divideToIntegralValue(unit).intValueExact();
        IntStream.range(0, parts.size())
                .boxed()
                .sorted(Comparator.<Integer, BigDecimal>comparing(lost::get).reversed())
                .limit(units)
                .forEach(index -> parts.set(index, parts.get(index).add(unit)));
        BigDecimal rest = left.subtract(unit.multiply(BigDecimal.valueOf(units)));
        parts.set(0, parts.get(0).add(rest));
        return parts.stream()
                .map(part -> part.setScale(Money.SCALE, RoundingMode.UNNECESSARY))
                .toList();
    }
}
