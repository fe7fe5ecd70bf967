package dev.ricochet.attribution.settle.fraud;

import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.schemas.event.MatchedPostback;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the checks say of a conversion about to be credited. Every check is made; the strictest verdict holds, and of equal
 * ones the first.
 *
 * @param verdict what happens to the conversion
 * @param why the check that gave the verdict; null where all passed
 */
public record Screening(Verdict verdict, @Nullable Explanation why) {

    /** From lenient to strict. */
    public enum Verdict {
        CLEAR,
        FLAG,
        HOLD,
        REJECT
    }

    private static final Screening CLEAR = new Screening(Verdict.CLEAR, null);

    public static Screening of(MatchedPostback matched, Rules rules) {
        return Stream.of(AffiliateStanding.check(matched, rules), ClickToConversion.check(matched, rules))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(Screening::verdict).reversed())
                .findFirst()
                .orElse(CLEAR);
    }
}
