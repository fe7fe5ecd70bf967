package dev.ricochet.attribution.stats.topology;

import static dev.ricochet.attribution.stats.Outcomes.aRejection;
import static dev.ricochet.attribution.stats.Outcomes.anOutcome;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aChangeOf;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.aConversion;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.event.Automation;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.HourlyStats;
import dev.ricochet.schemas.event.OutcomeKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatsTopologyTest {

    private static final String KEY = "aff-1|shoes|2026-11-20T12:00:00Z";

    @TempDir
    private Path state;

    private StatsDriver stats;

    @BeforeEach
    void start() {
        stats = new StatsDriver(state);
    }

    @AfterEach
    void stop() {
        stats.close();
    }

    @Test
    void shouldCountPeopleMachinesAndImpressionsApart() {
        stats.click(aClick().build());
        stats.click(aClick().at(NOON.plusSeconds(3599)).build());
        stats.click(aClick().impression().build());
        stats.click(by(Automation.BOT));
        stats.click(by(Automation.PREFETCH));
        stats.rounds();
        HourlyStats hour = stats.newest().get(KEY);
        assertThat(hour.getClicks()).isEqualTo(2);
        assertThat(hour.getImpressions()).isEqualTo(1);
        assertThat(hour.getAutomatedClicks()).isEqualTo(2);
        assertThat(hour.getCurrency()).isEqualTo("XXX");
        assertThat(hour.getPayout()).isEqualByComparingTo("0");
    }

    @Test
    void shouldKeepAffiliatesOffersAndHoursApart() {
        stats.click(aClick().build());
        stats.click(aClick().by("aff-2").build());
        stats.click(aClick().of("hats").build());
        stats.click(aClick().at(NOON.plus(Duration.ofHours(1))).build());
        stats.rounds();
        assertThat(stats.newest())
                .containsOnlyKeys(
                        KEY,
                        "aff-2|shoes|2026-11-20T12:00:00Z",
                        "aff-1|hats|2026-11-20T12:00:00Z",
                        "aff-1|shoes|2026-11-20T13:00:00Z");
        assertThat(stats.newest().values()).allMatch(hour -> hour.getClicks() == 1);
    }

    @Test
    void shouldWriteOneRecordForManyClicks() {
        for (int click = 0; click < 1000; click++) {
            stats.click(aClick().build());
        }
        stats.rounds();
        assertThat(stats.written())
                .singleElement()
                .satisfies(hour -> assertThat(hour.getClicks()).isEqualTo(1000));
        assertThat(stats.meters.counter("ricochet.stats.parts").count()).isEqualTo(1);
    }

    @Test
    void shouldWriteNothingWhereNothingChanges() {
        stats.click(aClick().build());
        stats.rounds();
        assertThat(stats.written()).hasSize(1);
        stats.rounds();
        assertThat(stats.written()).isEmpty();
    }

    @Test
    void shouldCountAConversionInItsFirstHourByItsPresentStatus() {
        Conversion first = aConversion().status(ConversionStatus.PENDING).build();
        Conversion approved = aChangeOf(first).status(ConversionStatus.APPROVED).build();
        Conversion reversed = aChangeOf(approved)
                .status(ConversionStatus.REVERSED)
                .payout("0")
                .revenue("0")
                .changedAt(NOON.plus(Duration.ofDays(10)))
                .build();

        stats.conversion(first);
        stats.rounds();
        assertThat(stats.newest().get(KEY).getConversionsByStatus()).containsExactlyEntriesOf(Map.of("PENDING", 1L));
        assertThat(stats.newest().get(KEY).getPayout()).isEqualByComparingTo("10");
        assertThat(stats.newest().get(KEY).getRevenue()).isEqualByComparingTo("14");
        assertThat(stats.newest().get(KEY).getCurrency()).isEqualTo("USD");

        stats.conversion(approved);
        stats.rounds();
        assertThat(stats.newest().get(KEY).getConversionsByStatus()).containsExactlyEntriesOf(Map.of("APPROVED", 1L));
        assertThat(stats.newest().get(KEY).getPayout()).isEqualByComparingTo("10");

        stats.conversion(reversed);
        stats.rounds();
        assertThat(stats.newest()).containsOnlyKeys(KEY);
        assertThat(stats.newest().get(KEY).getConversionsByStatus()).containsExactlyEntriesOf(Map.of("REVERSED", 1L));
        assertThat(stats.newest().get(KEY).getPayout()).isEqualByComparingTo("0");
        assertThat(stats.newest().get(KEY).getAmounts()).isEmpty();
    }

    @Test
    void shouldCountAVersionOnceHoweverOftenItComes() {
        Conversion first = aConversion().build();
        Conversion second = aChangeOf(first).payout("20").build();
        stats.conversion(first);
        stats.conversion(first);
        stats.conversion(second);
        stats.conversion(first);
        stats.conversion(second);
        stats.rounds();
        assertThat(stats.newest().get(KEY).getConversionsByStatus()).containsExactlyEntriesOf(Map.of("APPROVED", 1L));
        assertThat(stats.newest().get(KEY).getPayout()).isEqualByComparingTo("20");
    }

    @Test
    void shouldNotCountTests() {
        stats.conversion(aConversion().test().build());
        stats.rounds();
        assertThat(stats.newest()).isEmpty();
    }

    @Test
    void shouldCountRejectionsByReasonOncePerReceipt() {
        stats.outcome(aRejection("r-1", "cap_exceeded"));
        stats.outcome(aRejection("r-1", "cap_exceeded"));
        stats.outcome(aRejection("r-2", "cap_exceeded"));
        stats.outcome(aRejection("r-3", "unknown_goal"));
        stats.outcome(anOutcome("r-4", OutcomeKind.CONVERTED).build());
        stats.outcome(
                anOutcome("r-5", OutcomeKind.REJECTED).setAffiliateId(null).build());
        stats.rounds();
        assertThat(stats.newest()).containsOnlyKeys(KEY);
        assertThat(stats.newest().get(KEY).getRejectionsByReason())
                .containsExactlyInAnyOrderEntriesOf(Map.of("cap_exceeded", 2L, "unknown_goal", 1L));
    }

    @Test
    void shouldNotCountWhatIsOlderThanTheStateReaches() {
        Duration age = StatsDriver.RETENTION.plusHours(2);
        stats.click(aClick().earlier(age).build());
        stats.rounds();
        assertThat(stats.newest()).isEmpty();
        assertThat(stats.meters
                        .counter("ricochet.stats.late", "record", "click")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldForgetOldHoursVersionsAndReceipts() {
        stats.click(aClick().build());
        stats.conversion(aConversion().build());
        stats.outcome(aRejection("r-1", "cap_exceeded"));
        stats.rounds();

        stats.passes(StatsDriver.QUERY_RETENTION.plusDays(2));
        stats.passes(Duration.ofSeconds(1));
        assertThat(stats.keysIn(StatsStore.HISTORY)).isZero();
        assertThat(stats.keysIn(StatsStore.RECEIPTS)).isZero();
        assertThat(stats.keysIn(StatsStore.HOURS)).isEqualTo(1);
        assertThat(stats.keysIn(StatsStore.CONVERSIONS)).isEqualTo(1);

        stats.passes(StatsDriver.RETENTION);
        for (int round = 0; round < 100; round++) {
            stats.passes(Duration.ofSeconds(1));
        }
        for (StatsStore<?, ?> store : StatsStore.ALL) {
            assertThat(stats.keysIn(store)).as(store.name()).isZero();
        }
    }

    private static Click by(Automation automation) {
        return Click.newBuilder(aClick().build()).setAutomation(automation).build();
    }
}
