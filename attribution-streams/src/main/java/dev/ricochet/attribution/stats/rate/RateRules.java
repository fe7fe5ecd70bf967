package dev.ricochet.attribution.stats.rate;

import dev.ricochet.kit.catalog.RateBounds;
import dev.ricochet.schemas.catalog.FraudKind;
import dev.ricochet.schemas.catalog.FraudRule;
import dev.ricochet.schemas.catalog.Offer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The catalog's rules that ask for conversion rates. */
public record RateRules(List<Asked> rules) {

    public RateRules {
        rules = List.copyOf(rules);
    }

    /** One of them. */
    public record Asked(String offerId, String ruleId, RateBounds bounds) {}

    public static RateRules of(Collection<Offer> offers) {
        List<Asked> rules = new ArrayList<>();
        for (Offer offer : offers) {
            for (FraudRule rule : offer.getFraudRules()) {
                if (rule.getKind() == FraudKind.CONVERSION_RATE) {
                    rules.add(new Asked(offer.getId(), rule.getId(), RateBounds.of(rule)));
                }
            }
        }
        return new RateRules(rules);
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /** How far any of them looks back. */
    public Duration longest() {
        return rules.stream()
                .map(rule -> rule.bounds().window())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
