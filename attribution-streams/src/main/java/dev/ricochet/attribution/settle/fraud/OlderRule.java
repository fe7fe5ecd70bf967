package dev.ricochet.attribution.settle.fraud;

import dev.ricochet.schemas.catalog.FraudKind;
import dev.ricochet.schemas.catalog.FraudRule;
import dev.ricochet.schemas.catalog.FraudRules;
import dev.ricochet.schemas.catalog.Offer;
import org.jspecify.annotations.Nullable;

/** The one check that offers had before they had a list of rules, as a rule. */
final class OlderRule {

    private OlderRule() {}

    static @Nullable FraudRule of(Offer offer) {
        FraudRules fraud = offer.getFraud();
        return fraud == null || fraud.getMinClickToConversionMs() == null
                ? null
                : FraudRule.newBuilder()
                        .setId("min_click_to_conversion")
                        .setKind(FraudKind.CLICK_TO_CONVERSION)
                        .setAtLeastMs(fraud.getMinClickToConversionMs())
                        .setVerdict(fraud.getVerdict())
                        .build();
    }
}
