package dev.ricochet.attribution.stats.topology;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aConversion;
import static dev.ricochet.testkit.fixture.Fixtures.aTier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.catalog.CatalogBuilder;
import dev.ricochet.schemas.catalog.Tier;
import dev.ricochet.schemas.event.AffiliateTier;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.topic.Topics;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gold asks for two approved conversions in ten days and half of all decided; silver for one in thirty. */
class TiersTest {

    private static final Instant YESTERDAY = NOON.minus(Duration.ofDays(1));
    private static final Catalog LADDER = ladder(tier("gold", 2, 2, "0.5", 10), tier("silver", 1, 1, "0.2", 30));

    @TempDir
    private Path state;

    private StatsDriver stats;

    @BeforeEach
    void start() {
        stats = new StatsDriver(state);
        stats.catalog = LADDER;
    }

    @AfterEach
    void stop() {
        stats.close();
    }

    @Test
    void shouldStandOnTheBestTierWhoseDemandsAreMet() {
        reported("aff-gold", ConversionStatus.APPROVED, ConversionStatus.APPROVED, ConversionStatus.REJECTED);
        reported("aff-silver", ConversionStatus.APPROVED, ConversionStatus.REVERSED, ConversionStatus.PENDING);
        reported("aff-none", ConversionStatus.PENDING, ConversionStatus.REJECTED);

        daysPass(0);

        assertThat(stats.tiers())
                .extracting(AffiliateTier::getAffiliateId, AffiliateTier::getTier)
                .containsExactlyInAnyOrder(
                        tuple("aff-gold", "gold"), tuple("aff-silver", "silver"), tuple("aff-none", null));
    }

    @Test
    void shouldTellByWhatItJudged() {
        reported("aff-1", ConversionStatus.APPROVED, ConversionStatus.APPROVED, ConversionStatus.REJECTED);
        daysPass(0);

        AffiliateTier event = stats.tiers().get(0);
        assertThat(event.getVersion()).isEqualTo(1);
        assertThat(event.getPreviousTier()).isNull();
        assertThat(event.getApproved()).isEqualTo(2);
        assertThat(event.getDecided()).isEqualTo(3);
        assertThat(event.getApprovalRate()).isEqualByComparingTo("0.666666");
        assertThat(event.getWindowMs()).isEqualTo(Duration.ofDays(10).toMillis());
        assertThat(event.getComputedFor()).isEqualTo(LocalDate.parse("2026-11-20"));
        assertThat(event.getEffectiveFrom()).isBetween(NOON, NOON.plusSeconds(10));
    }

    @Test
    void shouldJudgeOnceADayAndTellOnlyChanges() {
        reported("aff-1", ConversionStatus.APPROVED, ConversionStatus.APPROVED);
        daysPass(1);
        assertThat(stats.tiers()).extracting(AffiliateTier::getTier).containsExactly("gold");

        daysPass(8);
        assertThat(stats.tiers()).isEmpty();

        daysPass(2);
        assertThat(stats.tiers()).singleElement().satisfies(event -> {
            assertThat(event.getTier()).isEqualTo("silver");
            assertThat(event.getPreviousTier()).isEqualTo("gold");
            assertThat(event.getVersion()).isEqualTo(2);
        });

        daysPass(20);
        assertThat(stats.tiers()).extracting(AffiliateTier::getTier).containsExactly((String) null);
    }

    @Test
    void shouldNotJudgeByWhatHappenedToday() {
        Conversion today = aConversion().by("aff-1").build();
        stats.conversion(today);
        stats.conversion(aConversion().by("aff-1").build());
        daysPass(0);
        assertThat(stats.tiers()).extracting(AffiliateTier::getTier).containsExactly((String) null);

        daysPass(1);
        assertThat(stats.tiers()).extracting(AffiliateTier::getTier).containsExactly("gold");
    }

    @Test
    void shouldMakeUpForMissedDaysByOneComputationForTheNewest() {
        daysPass(0);
        reported("aff-1", ConversionStatus.APPROVED, ConversionStatus.APPROVED);
        daysPass(5);
        assertThat(stats.tiers())
                .singleElement()
                .satisfies(event -> assertThat(event.getComputedFor()).isEqualTo(LocalDate.parse("2026-11-25")));
    }

    @Test
    void shouldWaitUntilWhatWasMissedIsCounted() {
        stats.caughtUp = false;
        reported("aff-1", ConversionStatus.APPROVED, ConversionStatus.APPROVED);
        stats.passes(Duration.ofDays(1));
        stats.rounds();
        assertThat(stats.tiers()).isEmpty();
        daysPass(0);
        assertThat(stats.tiers()).extracting(AffiliateTier::getTier).containsExactly("gold");
    }

    @Test
    void shouldApplyTheFirstLadderAtOnceAndAChangedOneTheNextDay() {
        stats.catalog = Catalog.EMPTY;
        reported("aff-1", ConversionStatus.APPROVED, ConversionStatus.APPROVED);
        daysPass(1);
        assertThat(stats.tiers()).isEmpty();

        stats.catalog = LADDER;
        daysPass(0);
        assertThat(stats.tiers()).extracting(AffiliateTier::getTier).containsExactly("gold");

        stats.catalog = ladder(tier("gold", 2, 3, "0.5", 10));
        daysPass(0);
        assertThat(stats.tiers()).isEmpty();
        daysPass(1);
        assertThat(stats.tiers()).extracting(AffiliateTier::getTier).containsExactly((String) null);
    }

    @Test
    void shouldTakeTheTierFromWhomTheStateHasForgotten() {
        reported("aff-1", ConversionStatus.APPROVED, ConversionStatus.APPROVED);
        daysPass(1);
        assertThat(stats.tiers()).hasSize(1);
        daysPass((int) StatsDriver.RETENTION.toDays() + 2);
        assertThat(stats.tiers()).extracting(AffiliateTier::getTier).containsExactly((String) null);
    }

    private void reported(String affiliate, ConversionStatus... statuses) {
        for (ConversionStatus status : statuses) {
            stats.conversion(Conversion.newBuilder(
                            aConversion().by(affiliate).status(status).build())
                    .setConvertedAt(YESTERDAY)
                    .build());
        }
    }

    /** All is counted before anybody is judged, whichever of the stages has its round first. */
    private void daysPass(int days) {
        stats.caughtUp = false;
        stats.rounds();
        stats.passes(Duration.ofDays(days));
        stats.caughtUp = true;
        stats.rounds();
    }

    private static Catalog ladder(Tier... tiers) {
        CatalogBuilder catalog = new CatalogBuilder();
        for (Tier tier : tiers) {
            catalog.with(Topics.TIERS, tier);
        }
        return catalog.build();
    }

    private static Tier tier(String id, int rank, long approved, String rate, int days) {
        return Tier.newBuilder(aTier(id, rank))
                .setMinApproved(approved)
                .setMinApprovalRate(new BigDecimal(rate).setScale(6))
                .setWindowMs(Duration.ofDays(days).toMillis())
                .build();
    }
}
