package dev.ricochet.attribution.stats.query;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatsQuestionTest {

    private static final Instant NOW = NOON.plusSeconds(100);

    @Test
    void shouldMeanTheLastDayByHourWhereNothingIsSaid() throws Exception {
        StatsQuestion question = ask();
        assertThat(Instant.ofEpochMilli(question.from())).isEqualTo("2026-11-19T13:00:00Z");
        assertThat(Instant.ofEpochMilli(question.to())).isEqualTo("2026-11-20T13:00:00Z");
        assertThat(question.by()).isEqualTo(StatsQuestion.By.HOUR);
        assertThat(question.affiliate()).isNull();
    }

    @Test
    void shouldTakeDaysAndTimesAndRoundOutToHours() throws Exception {
        StatsQuestion question = ask("from", "2026-11-01", "to", "2026-11-02T10:30:00Z", "by", "day");
        assertThat(Instant.ofEpochMilli(question.from())).isEqualTo("2026-11-01T00:00:00Z");
        assertThat(Instant.ofEpochMilli(question.to())).isEqualTo("2026-11-02T11:00:00Z");
        assertThat(Instant.ofEpochMilli(question.by().startOf(question.to()))).isEqualTo("2026-11-02T00:00:00Z");
    }

    @Test
    void shouldAskOthersTheSame() throws Exception {
        StatsQuestion question = ask("from", "2026-11-01", "to", "2026-11-02", "offer", "a&b=c");
        assertThat(question.toQuery())
                .isEqualTo("?from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z&by=hour&offer=a%26b%3Dc");
    }

    @Test
    void shouldSayWhatIsWrong() {
        refused("by: expected hour or day", "by", "week");
        refused("from: expected a day (2026-11-20) or a time (2026-11-20T12:00:00Z), UTC", "from", "yesterday");
        refused("from: expected a time before to", "from", "2026-11-21");
        refused("at most 31 days before to", "from", "2026-01-01");
    }

    private static void refused(String why, String... parameters) {
        assertThatThrownBy(() -> ask(parameters))
                .isInstanceOf(StatsQuestion.Unclear.class)
                .hasMessageContaining(why);
    }

    private static StatsQuestion ask(String... parameters) throws StatsQuestion.Unclear {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            given.put(parameters[i], parameters[i + 1]);
        }
        return StatsQuestion.of(given, NOW);
    }
}
