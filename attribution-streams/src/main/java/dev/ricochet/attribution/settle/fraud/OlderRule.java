package dev.ricochet.attribution.settle.fraud;

import dev.ricochet.schemas.catalog.FraudKind;
import dev.ricochet.schemas.catalog.FraudRule;
import dev.ricochet.schemas.catalog.FraudRules;
import dev.ricochet.schemas.catalog.Offer;
import java.util.List;
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
                        // What is said here, Avro need not search the default of.
                        .setAtMostMs(null)
                        .setWindowMs(null)
                        .setMost(null)
                        .setLists(List.of())
                        .setLeastSample(null)
                        .setLeastRate(null)
                        .setMostRate(null)
                        .setShadow(false)
                        .setPublicReason(null)
                        .build();
    }
}
