package dev.ricochet.attribution.settle.cap;

import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.schemas.catalog.Cap;
import dev.ricochet.schemas.catalog.OverCap;
import dev.ricochet.schemas.reason.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Whether the offer's caps leave room for one more conversion. */
public sealed interface CapCheck {

    /** There is room; the conversion is counted in each of these. */
    record Room(List<Counter> counters) implements CapCheck {}

    /** There is none. The conversion is counted nowhere: caps count what is paid for. */
    record Over(OverCap policy, Explanation why) implements CapCheck {}

    /** All caps hold; where several are reached, the strictest policy decides. */
    static CapCheck of(Rules rules, String affiliateId, Instant convertedAt, CapCounts counts) {
        Over strictest = null;
        for (Cap cap : counting(rules)) {
            Counter counter = counter(cap, rules, affiliateId, convertedAt);
            long counted = counts.of(counter.id());
            if (isReached(cap, counted)
                    && (strictest == null || strictness(cap.getOver()) > strictness(strictest.policy()))) {
                strictest = over(cap, counted, rules);
            }
        }
        return strictest != null ? strictest : new Room(counters(rules, affiliateId, convertedAt));
    }

    /** The caps, and what prices want counted. */
    private static List<Cap> counting(Rules rules) {
        return Stream.concat(
                        rules.offer().getCaps().stream(),
                        Volume.askedFor(rules.offer()).map(Volume::unlimited))
                .toList();
    }

    private static boolean isReached(Cap cap, long counted) {
        return cap.getCount() != null && counted >= cap.getCount();
    }

    private static List<Counter> counters(Rules rules, String affiliateId, Instant convertedAt) {
        return counting(rules).stream()
                .map(cap -> counter(cap, rules, affiliateId, convertedAt))
                .distinct()
                .toList();
    }

    private static Counter counter(Cap cap, Rules rules, String affiliateId, Instant convertedAt) {
        return Counter.of(cap, rules.offer().getId(), affiliateId, convertedAt);
    }

    private static Over over(Cap cap, long counted, Rules rules) {
        String rule = "cap." + lower(cap.getScope()) + "." + lower(cap.getPeriod());
        return new Over(
                cap.getOver(),
                Explanation.of(Reason.CAP_EXCEEDED)
                        .observed(counted + " conversions")
                        .against(cap.getCount() + " conversions")
                        .byRule(rule, rules.offerVersion()));
    }

    /** A policy newer than this reader rejects. */
    private static int strictness(OverCap policy) {
        return switch (policy) {
            case PAY_ZERO -> 0;
            case PENDING -> 1;
            case REJECT, UNKNOWN -> 2;
        };
    }

    private static String lower(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }
}
