package dev.ricochet.attribution.stats.topology;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.aConversion;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ricochet.kit.catalog.CatalogBuilder;
import dev.ricochet.schemas.catalog.FraudKind;
import dev.ricochet.schemas.catalog.FraudRule;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.event.ConversionRate;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.RateStanding;
import dev.ricochet.schemas.topic.Topics;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rule of shoes believes in 0.1 to 0.5 conversions a click, of ten clicks or more in a day. */
class RatesTest {

    @TempDir
    private Path state;

    private StatsDriver stats;

    @BeforeEach
    void start() {
        stats = new StatsDriver(state);
        FraudRule rule = FraudRule.newBuilder()
                .setId("rate")
                .setKind(FraudKind.CONVERSION_RATE)
                .setWindowMs(Duration.ofDays(1).toMillis())
                .setLeastSample(10L)
                .setLeastRate(new BigDecimal("0.100000"))
                .setMostRate(new BigDecimal("0.500000"))
                .build();
        stats.catalog = new CatalogBuilder()
                .with(
                        Topics.OFFERS,
                        Offer.newBuilder(anOffer("shoes").build())
                                .setFraudRules(List.of(rule))
                                .build())
                .build();
    }

    @AfterEach
    void stop() {
        stats.close();
    }

    @Test
    void shouldTellWhoseRateIsOutOfBounds() {
        brought("aff-honest", 10, 5);
        brought("aff-stuffed", 10, 6);
        brought("aff-empty", 11, 1);
        brought("aff-small", 9, 9);

        hoursPass(1);

        assertThat(stats.rates())
                .extracting(ConversionRate::getId, ConversionRate::getStanding)
                .containsExactlyInAnyOrder(
                        tuple("aff-honest|shoes|rate", RateStanding.WITHIN),
                        tuple("aff-stuffed|shoes|rate", RateStanding.ABOVE),
                        tuple("aff-empty|shoes|rate", RateStanding.BELOW));
    }

    @Test
    void shouldTellByWhatItJudged() {
        brought("aff-1", 20, 12);
        hoursPass(1);

        ConversionRate told = stats.rates().get(0);
        assertThat(told.getVersion()).isEqualTo(1);
        assertThat(told.getClicks()).isEqualTo(20);
        assertThat(told.getConverted()).isEqualTo(12);
        assertThat(told.getCountedUntil()).isEqualTo(NOON.plus(Duration.ofHours(1)));
        assertThat(told.getEffectiveFrom()).isAfter(told.getCountedUntil());
    }

    @Test
    void shouldTellOnlyWhatStandsOtherwise() {
        brought("aff-1", 10, 8);
        hoursPass(1);
        assertThat(stats.rates()).extracting(ConversionRate::getStanding).containsExactly(RateStanding.ABOVE);

        brought("aff-1", 2, 1);
        hoursPass(1);
        assertThat(stats.rates()).isEmpty();

        hoursPass(24);
        assertThat(stats.rates())
                .extracting(ConversionRate::getStanding, ConversionRate::getVersion)
                .containsExactly(tuple(RateStanding.TOO_FEW, 2));
    }

    @Test
    void shouldCountConversionsThatTheRuleItselfRejects() {
        brought("aff-1", 10, 3);
        for (int i = 0; i < 4; i++) {
            stats.conversion(
                    aConversion().by("aff-1").status(ConversionStatus.REJECTED).build());
        }
        hoursPass(1);

        assertThat(stats.rates()).extracting(ConversionRate::getStanding).containsExactly(RateStanding.ABOVE);
    }

    @Test
    void shouldWaitUntilWhatWasMissedIsCounted() {
        stats.caughtUp = false;
        brought("aff-1", 10, 8);
        stats.passes(Duration.ofHours(1));
        stats.rounds();
        assertThat(stats.rates()).isEmpty();

        hoursPass(0);
        assertThat(stats.rates()).hasSize(1);
    }

    @Test
    void shouldAskForNothingWhereNoOfferAsks() {
        stats.catalog = aCatalog().with(anOffer("shoes")).build();
        brought("aff-1", 10, 8);
        hoursPass(1);

        assertThat(stats.rates()).isEmpty();
    }

    private void brought(String affiliate, int clicks, int conversions) {
        Instant at = NOON.plusSeconds(1);
        for (int i = 0; i < clicks; i++) {
            stats.click(aClick().by(affiliate).at(at).build());
        }
        for (int i = 0; i < conversions; i++) {
            stats.conversion(aConversion().by(affiliate).build());
        }
    }

    /** All is counted before anybody is judged, whichever of the stages has its round first. */
    private void hoursPass(int hours) {
        stats.caughtUp = false;
        stats.rounds();
        stats.passes(Duration.ofHours(hours).plusMinutes(2));
        stats.caughtUp = true;
        stats.rounds();
    }
}
