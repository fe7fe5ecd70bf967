package dev.ricochet.attribution.settle.fraud;

import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.schemas.catalog.FraudRule;
import dev.ricochet.schemas.catalog.FraudVerdict;
import dev.ricochet.schemas.event.Check;
import dev.ricochet.schemas.event.CheckVerdict;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.state.SettleWindow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the checks say of a conversion about to be credited. Every check is made; the strictest verdict of those that are
 * applied holds, and of equal ones the first.
 *
 * @param verdict what happens to the conversion
 * @param why the check that gave the verdict; null where all passed
 * @param checks every rule with what it saw; of what holds for every offer only what speaks against the conversion
 * @param seen windows in which this conversion is counted from now on
 */
public record Screening(
        Verdict verdict, @Nullable Explanation why, List<Check> checks, Map<String, SettleWindow> seen) {

    /** From lenient to strict. */
    public enum Verdict {
        CLEAR,
        FLAG,
        HOLD,
        REJECT
    }

    public static Screening of(MatchedPostback matched, Rules rules, FraudSources sources) {
        Evidence evidence = new Evidence(matched);
        Map<String, SettleWindow> seen = new HashMap<>();
        RuleCheck rulings = new RuleCheck(rules.offer(), evidence, sources, seen);
        List<Check> checks = new ArrayList<>();
        Suspicion strictest = add(checks, AffiliateStanding.check(matched, rules), null);
        FraudRule older = OlderRule.of(rules.offer());
        if (older != null) {
            strictest = add(checks, Suspicion.of(older, rulings.of(older), rules.offerVersion()), strictest);
        }
        for (FraudRule rule : rules.offer().getFraudRules()) {
            strictest = add(checks, Suspicion.of(rule, rulings.of(rule), rules.offerVersion()), strictest);
        }
        return strictest == null
                ? new Screening(Verdict.CLEAR, null, checks, seen)
                : new Screening(strictest.verdict(), strictest.why(), checks, seen);
    }

    private static @Nullable Suspicion add(
            List<Check> checks, @Nullable Suspicion next, @Nullable Suspicion strictest) {
        if (next == null) {
            return strictest;
        }
        checks.add(next.check());
        boolean counts = next.verdict() != Verdict.CLEAR && !next.check().getShadow();
        return counts && (strictest == null || next.verdict().compareTo(strictest.verdict()) > 0) ? next : strictest;
    }

    /** What one check says; CLEAR where it passed. */
    record Suspicion(Verdict verdict, @Nullable Explanation why, Check check) {

        static Suspicion of(FraudRule rule, Finding finding, int version) {
            String id = "fraud." + rule.getId();
            Check.Builder check = Check.newBuilder()
                    .setRuleId(id)
                    .setRuleVersion(version)
                    .setObserved(finding.observed())
                    .setThreshold(finding.threshold())
                    .setShadow(rule.getShadow());
            if (finding.suspicion() == null) {
                return new Suspicion(
                        Verdict.CLEAR,
                        null,
                        check.setVerdict(CheckVerdict.PASSED).build());
            }
            Verdict verdict = verdict(rule.getVerdict());
            Explanation why = new Explanation(
                    finding.suspicion(), finding.observed(), finding.threshold(), id, version, rule.getPublicReason());
            return new Suspicion(
                    verdict, why, check.setVerdict(written(verdict)).build());
        }

        static Suspicion refusing(Explanation why, String ruleId, int version) {
            Check check = Check.newBuilder()
                    .setRuleId(ruleId)
                    .setRuleVersion(version)
                    .setVerdict(CheckVerdict.REJECT)
                    .setObserved(why.observed())
                    .setThreshold(why.threshold())
                    .build();
            return new Suspicion(Verdict.REJECT, why, check);
        }

        private static CheckVerdict written(Verdict verdict) {
            return switch (verdict) {
                case CLEAR -> CheckVerdict.PASSED;
                case FLAG -> CheckVerdict.FLAG;
                case HOLD -> CheckVerdict.HOLD;
                case REJECT -> CheckVerdict.REJECT;
            };
        }

        /** A verdict newer than this reader holds: neither paid nor lost. */
        private static Verdict verdict(FraudVerdict verdict) {
            return switch (verdict) {
                case REJECT -> Verdict.REJECT;
                case HOLD, UNKNOWN -> Verdict.HOLD;
                case FLAG -> Verdict.FLAG;
            };
        }
    }
}
