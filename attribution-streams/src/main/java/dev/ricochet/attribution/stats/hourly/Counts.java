package dev.ricochet.attribution.stats.hourly;

import dev.ricochet.schemas.money.Money;
import dev.ricochet.schemas.state.StatsAmounts;
import dev.ricochet.schemas.state.StatsClicks;
import dev.ricochet.schemas.state.StatsCounts;
import dev.ricochet.schemas.state.StatsResults;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums of counts. Exact, and in one form for one sum: what comes to 0 is left out, currencies are in the order of their
 * codes. So counts added in any order, and taken away again, are equal.
 */
public final class Counts {

    public static final StatsClicks NO_CLICKS = new StatsClicks(0L, 0L, 0L);
    public static final StatsResults NO_RESULTS = new StatsResults(Map.of(), Map.of(), List.of());
    public static final StatsCounts NONE = new StatsCounts(NO_CLICKS, NO_RESULTS);

    private Counts() {}

    public static StatsCounts plus(StatsCounts left, StatsCounts right) {
        return new StatsCounts(plus(left.getClicks(), right.getClicks()), plus(left.getResults(), right.getResults()));
    }

    public static StatsCounts minus(StatsCounts left, StatsCounts right) {
        return new StatsCounts(
                sum(left.getClicks(), right.getClicks(), -1), sum(left.getResults(), right.getResults(), -1));
    }

    public static StatsClicks plus(StatsClicks left, StatsClicks right) {
        return sum(left, right, 1);
    }

    public static StatsResults plus(StatsResults left, StatsResults right) {
        return sum(left, right, 1);
    }

    public static StatsResults negated(StatsResults results) {
        return sum(NO_RESULTS, results, -1);
    }

    public static boolean isNothing(StatsCounts counts) {
        return counts.equals(NONE);
    }

    private static StatsClicks sum(StatsClicks left, StatsClicks right, int sign) {
        return new StatsClicks(
                left.getClicks() + sign * right.getClicks(),
                left.getAutomated() + sign * right.getAutomated(),
                left.getImpressions() + sign * right.getImpressions());
    }

    private static StatsResults sum(StatsResults left, StatsResults right, int sign) {
        return new StatsResults(
                sum(left.getConversions(), right.getConversions(), sign),
                sum(left.getRejections(), right.getRejections(), sign),
                sum(left.getAmounts(), right.getAmounts(), BigDecimal.valueOf(sign)));
    }

    private static Map<String, Long> sum(Map<String, Long> left, Map<String, Long> right, int sign) {
        if (right.isEmpty()) {
            return left;
        }
        Map<String, Long> sum = new TreeMap<>(left);
        right.forEach((name, count) -> sum.merge(name, sign * count, Long::sum));
        sum.values().removeIf(count -> count == 0);
        return sum;
    }

    private static List<StatsAmounts> sum(List<StatsAmounts> left, List<StatsAmounts> right, BigDecimal sign) {
        if (right.isEmpty()) {
            return left;
        }
        Map<String, StatsAmounts> sums = new TreeMap<>();
        left.forEach(amounts -> sums.put(amounts.getCurrency(), amounts));
        for (StatsAmounts more : right) {
            StatsAmounts before = sums.getOrDefault(more.getCurrency(), amounts(more.getCurrency()));
            sums.put(
                    more.getCurrency(),
                    new StatsAmounts(
                            more.getCurrency(),
                            wire(before.getPayout().add(more.getPayout().multiply(sign))),
                            wire(before.getRevenue().add(more.getRevenue().multiply(sign)))));
        }
        List<StatsAmounts> summed = new ArrayList<>(sums.values());
        summed.removeIf(amounts ->
                amounts.getPayout().signum() == 0 && amounts.getRevenue().signum() == 0);
        return summed;
    }

    private static StatsAmounts amounts(String currency) {
        return new StatsAmounts(currency, wire(BigDecimal.ZERO), wire(BigDecimal.ZERO));
    }

    private static BigDecimal wire(BigDecimal amount) {
        return amount.setScale(Money.SCALE);
    }
}
