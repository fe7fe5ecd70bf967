package dev.ricochet.attribution.match;

import dev.ricochet.schemas.catalog.AttributionModel;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the credit for one conversion is shared among the touches that led to it. All arithmetic is decimal, so the same touches
 * give the same shares on every machine.
 *
 * <p>Shares have six decimals and sum to exactly 1. Weights seldom divide evenly: each touch gets its share rounded down, and
 * the millionths that are left go one each to those who lost most by rounding, of equals to the newer (the method of largest
 * remainders).
 *
 * <ul>
 *   <li>{@code LAST_CLICK}, {@code FIRST_CLICK}: the newest or the oldest touch has all;
 *   <li>{@code LINEAR}: all have the same;
 *   <li>{@code POSITION_BASED}: the first and the last have 0.4 each, those between share 0.2; of two each has half, one
 *       has all;
 *   <li>{@code TIME_DECAY}: a touch weighs half as much as one that came seven days later: 2 to the power of minus (time
 *       before the last touch / 7 days).
 * </ul>
 */
final class Credits {

    static final int SCALE = 6;

    /** The half-life that the usual analytics products take. */
    private static final Duration HALF_LIFE = Duration.ofDays(7);

    private static final BigDecimal UNITS = BigDecimal.TEN.pow(SCALE);
    private static final BigDecimal LN_2 = new BigDecimal("0.6931471805599453094172321214581766");
    private static final MathContext PRECISION = MathContext.DECIMAL128;

    private Credits() {}

    /**
     * The share of each touch, in their order.
     *
     * @param touches when they were, the oldest first; at least one
     */
    static List<BigDecimal> of(AttributionModel model, List<Instant> touches) {
        return shares(weights(model, touches));
    }

    private static List<BigDecimal> weights(AttributionModel model, List<Instant> touches) {
        int count = touches.size();
        return switch (model) {
            case LAST_CLICK, UNKNOWN -> allTo(count - 1, count);
            case FIRST_CLICK -> allTo(0, count);
            case LINEAR -> Collections.nCopies(count, BigDecimal.ONE);
            case POSITION_BASED -> byPosition(count);
            case TIME_DECAY -> byAge(touches);
        };
    }

    private static List<BigDecimal> allTo(int index, int count) {
        List<BigDecimal> weights = new ArrayList<>(Collections.nCopies(count, BigDecimal.ZERO));
        weights.set(index, BigDecimal.ONE);
        return weights;
    }

    private static List<BigDecimal> byPosition(int count) {
        if (count <= 2) {
            return Collections.nCopies(count, BigDecimal.ONE);
        }
        int between = count - 2;
        // 0.4 : 0.2 / between : 0.4, times 5 between.
        List<BigDecimal> weights = new ArrayList<>(Collections.nCopies(count, BigDecimal.ONE));
        weights.set(0, BigDecimal.valueOf(2L * between));
        weights.set(count - 1, BigDecimal.valueOf(2L * between));
        return weights;
    }

    private static List<BigDecimal> byAge(List<Instant> touches) {
        Instant last = touches.get(touches.size() - 1);
        return touches.stream()
                .map(touch -> half(Duration.between(touch, last).toMillis()))
                .toList();
    }

    /** One half to the power of age / half-life. */
    private static BigDecimal half(long ageMillis) {
        long halfLife = HALF_LIFE.toMillis();
        BigDecimal whole = BigDecimal.ONE.divide(BigDecimal.valueOf(2).pow((int) (ageMillis / halfLife)), PRECISION);
        BigDecimal rest = LN_2.multiply(BigDecimal.valueOf(ageMillis % halfLife), PRECISION)
                .divide(BigDecimal.valueOf(halfLife), PRECISION);
        return whole.multiply(expOfMinus(rest), PRECISION);
    }

    /** The series of e to the power of -x, for x from 0 to ln 2: its 30th term is below 1e-35. */
    private static BigDecimal expOfMinus(BigDecimal x) {
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int i = 1; i <= 30; i++) {
            term = term.multiply(x.negate(), PRECISION).divide(BigDecimal.valueOf(i), PRECISION);
            sum = sum.add(term, PRECISION);
        }
        return sum;
    }

    private static List<BigDecimal> shares(List<BigDecimal> weights) {
        BigDecimal total = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        long[] units = new long[weights.size()];
        BigDecimal[] lost = new BigDecimal[weights.size()];
        long left = UNITS.longValueExact();
        for (int i = 0; i < units.length; i++) {
            BigDecimal exact = weights.get(i).multiply(UNITS).divide(total, PRECISION);
            units[i] = exact.setScale(0, RoundingMode.DOWN).longValueExact();
            lost[i] = exact.subtract(BigDecimal.valueOf(units[i]));
            left -= units[i];
        }
        IntStream.range(0, units.length)
                .boxed()
                .sorted(Comparator.<Integer, BigDecimal>comparing(i -> lost[i])
                        .thenComparing(Comparator.naturalOrder())
                        .reversed())
                .limit(left)
                .forEach(i -> units[i]++);
        return IntStream.range(0, units.length)
                .mapToObj(i -> BigDecimal.valueOf(units[i], SCALE))
                .toList();
    }
}
