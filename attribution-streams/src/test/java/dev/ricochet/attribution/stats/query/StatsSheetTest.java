package dev.ricochet.attribution.stats.query;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricochet.attribution.stats.hourly.HourKey;
import dev.ricochet.schemas.state.StatsAmounts;
import dev.ricochet.schemas.state.StatsClicks;
import dev.ricochet.schemas.state.StatsCounts;
import dev.ricochet.schemas.state.StatsResults;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatsSheetTest {

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long START = NOON.toEpochMilli();

    @Test
    void shouldDivideAsNetworksDo() {
        StatsSheet sheet = sheet(StatsQuestion.By.HOUR);
        sheet.add(
                new HourKey("aff-1", "shoes", START),
                counts(300, Map.of("APPROVED", 6L, "PENDING", 1L, "REJECTED", 2L, "REVERSED", 1L), "70"));
        JsonNode totals = sheet.toJson().path("totals");
        assertThat(totals.path("conversions").asLong()).isEqualTo(7);
        assertThat(totals.path("cr").asText()).isEqualTo("0.023333");
        assertThat(totals.path("approval_rate").asText()).isEqualTo("0.666667");
        assertThat(totals.path("amounts").path(0).path("epc").asText()).isEqualTo("0.233333");
        assertThat(totals.path("amounts").path(0).path("payout").asText()).isEqualTo("70.00");
    }

    @Test
    void shouldHaveNoRatesOfNothing() {
        JsonNode totals = sheet(StatsQuestion.By.HOUR).toJson().path("totals");
        assertThat(totals.path("clicks").asLong()).isZero();
        assertThat(totals.path("cr").isNull()).isTrue();
        assertThat(totals.path("approval_rate").isNull()).isTrue();
        assertThat(totals.path("amounts").size()).isZero();
    }

    @Test
    void shouldSumHoursToDaysAndKeepAffiliatesAndOffersApart() {
        StatsSheet sheet = sheet(StatsQuestion.By.DAY);
        for (int hour = 0; hour < 24; hour++) {
            sheet.add(new HourKey("aff-1", "shoes", START + hour * HOUR), counts(10, Map.of(), "1"));
        }
        sheet.add(new HourKey("aff-2", "shoes", START), counts(5, Map.of(), "1"));
        JsonNode json = sheet.toJson();
        assertThat(json.path("rows").findValuesAsText("time"))
                .containsExactly("2026-11-20T00:00:00Z", "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z");
        assertThat(json.path("rows").findValuesAsText("clicks")).containsExactly("120", "5", "120");
        assertThat(json.path("totals").path("clicks").asLong()).isEqualTo(245);
    }

    @Test
    void shouldPutTheSharesOfWorkersTogetherToWhatOneWouldSay() {
        HourKey one = new HourKey("aff-1", "shoes", START);
        HourKey two = new HourKey("aff-2", "shoes", START + HOUR);
        StatsCounts counts = counts(7, Map.of("HELD", 2L), "12.345678");
        StatsSheet alone = sheet(StatsQuestion.By.HOUR);
        alone.add(one, counts);
        alone.add(two, counts);

        StatsSheet other = sheet(StatsQuestion.By.HOUR);
        other.add(two, counts);
        ObjectNode said = other.toJson();
        StatsSheet together = sheet(StatsQuestion.By.HOUR);
        together.add(one, counts);
        together.add(said);

        assertThat(together.toJson()).isEqualTo(alone.toJson());
    }

    @Test
    void shouldLeaveOtherOffersOut() {
        StatsSheet sheet = new StatsSheet(new StatsQuestion(null, "hats", 0, START, StatsQuestion.By.HOUR));
        sheet.add(new HourKey("aff-1", "shoes", START), counts(7, Map.of(), "1"));
        assertThat(sheet.toJson().path("rows").size()).isZero();
    }

    @Test
    void shouldNotGrowWithoutBounds() {
        StatsSheet sheet = sheet(StatsQuestion.By.HOUR);
        for (int row = 0; row < StatsSheet.MOST_ROWS; row++) {
            sheet.add(new HourKey("aff-" + row, "shoes", START), counts(1, Map.of(), "1"));
        }
        assertThatThrownBy(() -> sheet.add(new HourKey("one-more", "shoes", START), counts(1, Map.of(), "1")))
                .isInstanceOf(StatsSheet.TooLong.class);
    }

    private static StatsSheet sheet(StatsQuestion.By by) {
        return new StatsSheet(new StatsQuestion(null, null, START, START + 48 * HOUR, by));
    }

    private static StatsCounts counts(long clicks, Map<String, Long> byStatus, String payout) {
        BigDecimal amount = new BigDecimal(payout).setScale(6);
        return new StatsCounts(
                new StatsClicks(clicks, 0L, 0L),
                new StatsResults(byStatus, Map.of(), List.of(new StatsAmounts("USD", amount, amount))));
    }
}
