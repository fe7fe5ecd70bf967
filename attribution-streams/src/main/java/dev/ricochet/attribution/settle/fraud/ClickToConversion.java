package dev.ricochet.attribution.settle.fraud;

import dev.ricochet.attribution.settle.explain.Explanation;
import dev.ricochet.attribution.settle.rules.Rules;
import dev.ricochet.schemas.catalog.FraudRules;
import dev.ricochet.schemas.catalog.FraudVerdict;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Touch;
import dev.ricochet.schemas.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sale seconds after its click was not brought by the click. Both times are the gateway's: the advertiser's own
 * {@code occurred_at} may be in any clock and any zone.
 */
final class ClickToConversion {

    private ClickToConversion() {}

    static @Nullable Screening check(MatchedPostback matched, Rules rules) {
        FraudRules fraud = rules.offer().getFraud();
        Click click = matched.getClick();
        if (fraud == null || fraud.getMinClickToConversionMs() == null || click == null) {
            return null;
        }
        long minimum = fraud.getMinClickToConversionMs();
        long taken = Duration.between(
                        newest(matched, click), matched.getPostback().getReceivedAt())
                .toMillis();
        if (taken >= minimum) {
            return null;
        }
        return new Screening(
                verdict(fraud.getVerdict()),
                Explanation.of(Reason.CLICK_TOO_RECENT)
                        .observed(taken + " ms")
                        .against(minimum + " ms")
                        .byRule("fraud.min_click_to_conversion", rules.offerVersion()));
    }

    /** Whichever click of a path is credited, the sale came after the last of them. */
    private static Instant newest(MatchedPostback matched, Click credited) {
        List<Touch> path = matched.getPath();
        return path.isEmpty()
                ? credited.getClickedAt()
                : path.get(path.size() - 1).getClickedAt();
    }

    /** A verdict newer than this reader holds: neither paid nor lost. */
    private static Screening.Verdict verdict(FraudVerdict verdict) {
        return switch (verdict) {
            case REJECT -> Screening.Verdict.REJECT;
            case HOLD, UNKNOWN -> Screening.Verdict.HOLD;
            case FLAG -> Screening.Verdict.FLAG;
        };
    }
}
