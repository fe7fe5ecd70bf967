package dev.ricochet.attribution.settle.cap;

import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.schemas.catalog.Cap;
import dev.ricochet.schemas.catalog.OverCap;
import dev.ricochet.schemas.event.CapMeasure;
import dev.ricochet.schemas.event.Check;
import dev.ricochet.schemas.event.CheckVerdict;
import dev.ricochet.schemas.reason.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the offer's caps leave room. */
public sealed interface CapCheck {

    /** What each limit said, those too that left room. */
    List<Check> checks();

    /** There is room; the conversion is counted in each of these. */
    record Room(List<Counter> counters, List<Check> checks) implements CapCheck {}

    /**
     * There is none. The conversion is counted nowhere: caps count what is paid for.
     *
     * @param full the limits that stand in the way, by {@link #notice}
     */
    record Over(OverCap policy, Explanation why, Set<String> full, List<Check> checks) implements CapCheck {}

    /** For a conversion that would come in. All caps hold; where several are reached, the strictest policy decides. */
    static CapCheck of(CapSubject subject, Tally adding, CapCounts counts) {
        List<Check> checks = new ArrayList<>();
        Over over = strictest(subject, adding, counts, null, checks);
        return over != null ? over : new Room(counters(subject), checks);
    }

    /** For a conversion that is in these counters and would grow by so much; null where there is room. */
    static @Nullable Over growing(CapSubject subject, List<String> in, Tally by, CapCounts counts) {
        return strictest(subject, by, counts, Set.copyOf(in), new ArrayList<>());
    }

    private static @Nullable Over strictest(
            CapSubject subject, Tally adding, CapCounts counts, @Nullable Set<String> only, List<Check> checks) {
        Set<String> full = new HashSet<>();
        Over strictest = null;
        for (Cap cap : subject.offer().getCaps()) {
            if (!subject.concerns(cap)) {
                continue;
            }
            Counter counter = Counter.of(cap, subject);
            if (only != null && !only.contains(counter.id())) {
                continue;
            }
            Tally counted = Tally.of(counts.of(counter.id()));
            for (Limit limit : Limit.of(cap)) {
                boolean isPassed = limit.isPassedBy(counted, adding);
                Explanation seen = why(limit, counted, adding, subject);
                checks.add(check(limit, seen, subject, isPassed));
                if (isPassed) {
                    full.add(notice(counter, limit));
                    if (strictest == null || strictness(cap.getOver()) > strictness(strictest.policy())) {
                        strictest = new Over(cap.getOver(), seen, full, checks);
                    }
                }
            }
        }
        return strictest;
    }

    /** Names one limit of one counter. */
    static String notice(Counter counter, Limit limit) {
        return counter.id() + limit.key();
    }

    /** Those of the caps, and of what prices want counted. */
    private static List<Counter> counters(CapSubject subject) {
        Set<Counter> counters = new LinkedHashSet<>();
        for (Cap cap : subject.offer().getCaps()) {
            if (subject.concerns(cap)) {
                counters.add(Counter.of(cap, subject));
            }
        }
        for (Volume volume : Volume.askedFor(subject.offer())) {
            counters.add(volume.counter(subject.offer().getId(), subject.affiliateId(), subject.convertedAt()));
        }
        return List.copyOf(counters);
    }

    private static Check check(Limit limit, Explanation seen, CapSubject subject, boolean isPassed) {
        return Check.newBuilder()
                .setRuleId(limit.rule())
                .setRuleVersion(subject.offer().getVersion())
                .setVerdict(isPassed ? verdict(limit.cap().getOver()) : CheckVerdict.PASSED)
                .setObserved(seen.observed())
                .setThreshold(seen.threshold())
                .setShadow(false)
                .build();
    }

    /** What a policy comes to: not paid at all, not yet, or only counted. */
    private static CheckVerdict verdict(OverCap policy) {
        return switch (policy) {
            case PAY_ZERO -> CheckVerdict.FLAG;
            case PENDING -> CheckVerdict.HOLD;
            case REJECT, UNKNOWN -> CheckVerdict.REJECT;
        };
    }

    private static Explanation why(Limit limit, Tally counted, Tally adding, CapSubject subject) {
        String currency = subject.offer().getCurrency();
        String observed = limit.print(counted.by(limit.measure()), currency);
        if (limit.measure() != CapMeasure.COUNT) {
            observed += " and " + limit.print(adding.by(limit.measure()), currency);
        }
        return Explanation.of(Reason.CAP_EXCEEDED)
                .observed(observed)
                .against(limit.print(limit.value(), currency))
                .byRule(limit.rule(), subject.offer().getVersion());
    }

    /** A policy newer than this reader rejects. */
    private static int strictness(OverCap policy) {
        return switch (policy) {
            case PAY_ZERO -> 0;
            case PENDING -> 1;
            case REJECT, UNKNOWN -> 2;
        };
    }
}
