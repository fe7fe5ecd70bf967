package dev.ricochet.attribution.settle.cap;

import dev.ricochet.schemas.catalog.Cap;
import dev.ricochet.schemas.event.CapMeasure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One limit of a cap, which may have several: so many conversions, so much payout, so much revenue. */
record Limit(Cap cap, CapMeasure measure, BigDecimal value) {

    static List<Limit> of(Cap cap) {
        List<Limit> limits = new ArrayList<>();
        Long count = cap.getCount();
        add(limits, cap, CapMeasure.COUNT, count == null ? null : BigDecimal.valueOf(count));
        add(limits, cap, CapMeasure.PAYOUT, cap.getLimitPayout());
        add(limits, cap, CapMeasure.REVENUE, cap.getLimitRevenue());
        return limits;
    }

    private static void add(List<Limit> limits, Cap cap, CapMeasure measure, @Nullable BigDecimal value) {
        if (value != null) {
            limits.add(new Limit(cap, measure, value.setScale(6)));
        }
    }

    /** Whether so much more than this is counted already would be too much. What adds nothing is never too much. */
    boolean isPassedBy(Tally counted, Tally adding) {
        BigDecimal more = adding.by(measure);
        return more.signum() > 0 && counted.by(measure).add(more).compareTo(value) > 0;
    }

    /** Names it among the limits of its counter. */
    String key() {
        return measure + " " + value.stripTrailingZeros().toPlainString() + " " + cap.getOver();
    }

    /** As it stands in outcomes: {@code cap.affiliate.day}, {@code cap.affiliate.day.payout}. */
    String rule() {
        String rule = "cap." + lower(cap.getScope()) + "." + lower(cap.getPeriod());
        return measure == CapMeasure.COUNT ? rule : rule + "." + lower(measure);
    }

    String print(BigDecimal amount, String currency) {
        String plain = amount.stripTrailingZeros().toPlainString();
        return measure == CapMeasure.COUNT ? plain + " conversions" : plain + " " + currency;
    }

    private static String lower(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }
}
