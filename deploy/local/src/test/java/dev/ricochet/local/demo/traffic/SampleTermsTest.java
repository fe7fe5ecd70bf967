package dev.ricochet.local.demo.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.catalog.form.CatalogParser;
import dev.ricochet.kit.catalog.form.Entries;
import dev.ricochet.kit.catalog.form.InvalidCatalogException;
import dev.ricochet.local.demo.SampleCatalog;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.Price;
import dev.ricochet.schemas.catalog.PriceModel;
import dev.ricochet.schemas.event.ConversionStatus;
import java.math.BigDecimal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The generator's own idea of the sample catalog must be what the file says. */
class SampleTermsTest {
    private static final BigDecimal HUNDRED = new BigDecimal("100.00");

    private Entries catalog = Entries.NONE;

    @BeforeEach
    void readTheFile() throws InvalidCatalogException {
        catalog = CatalogParser.parse(SampleCatalog.text(), Entries.NONE, true);
    }

    @ParameterizedTest
    @EnumSource
    void shouldReckonWithTheTermsOfTheFile(SampleOffer terms) {
        Offer offer = catalog.offers().get(terms.id());

        assertThat(offer.getAdvertiserId()).isEqualTo(terms.advertiser());
        assertThat(offer.getCurrency()).isEqualTo(terms.currency());
        assertThat(catalog.advertisers().get(terms.advertiser()).getToken()).isEqualTo(terms.token());
        assertThat(offer.getGoals()).singleElement().satisfies(goal -> {
            assertThat(goal.getId()).isEqualTo(terms.goal());
            assertThat(terms.payoutOf(HUNDRED)).isEqualByComparingTo(ofHundred(goal.getPayout()));
            assertThat(terms.revenueOf(HUNDRED)).isEqualByComparingTo(ofHundred(goal.getRevenue()));
        });
        if (terms == SampleOffer.NEWSLETTER) {
            assertThat(offer.getFraud().getMinClickToConversionMs())
                    .isEqualTo(SampleOffer.NEWSLETTER_LEAST_TIME.toMillis());
        }
        assertThat(offer.getCaps())
                .allSatisfy(cap -> assertThat(cap.getCount()).isEqualTo(SampleOffer.GADGETS_CAP))
                .hasSize(terms == SampleOffer.GADGETS ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource
    void shouldKnowWhatTheAffiliatesWantToHear(SampleAffiliate affiliate) {
        assertThat(catalog.affiliates()).containsKey(affiliate.id());
        for (ConversionStatus status : ConversionStatus.values()) {
            assertThat(catalog.endpoints().values().stream().anyMatch(endpoint -> hears(endpoint, affiliate, status)))
                    .isEqualTo(affiliate.hears(status));
        }
    }

    private static boolean hears(Endpoint endpoint, SampleAffiliate affiliate, ConversionStatus status) {
        return endpoint.getAffiliateId().equals(affiliate.id())
                && endpoint.getStatuses().contains(status)
                && endpoint.getSecrets().contains(affiliate.secret());
    }

    private static BigDecimal ofHundred(Price price) {
        return price.getModel() == PriceModel.CPS ? price.getPercent() : price.getAmount();
    }
}
