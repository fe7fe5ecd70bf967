package dev.ricochet.kit.period;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.catalog.CapPeriod;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class PeriodTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @Test
    void shouldBeginTheDayAtTheZonesOwnMidnight() {
        assertThat(Period.of(CapPeriod.DAY, NEW_YORK, Instant.parse("2026-11-20T03:00:00Z")))
                .isEqualTo(new Period(Instant.parse("2026-11-19T05:00:00Z"), Instant.parse("2026-11-20T05:00:00Z")));
    }

    @Test
    void shouldGiveTheDayOnWhichClocksGoForwardTwentyThreeHours() {
        assertThat(lengthOfDay("2026-03-29T10:00:00Z")).isEqualTo(Duration.ofHours(23));
    }

    @Test
    void shouldGiveTheDayOnWhichClocksGoBackTwentyFiveHours() {
        assertThat(lengthOfDay("2026-10-25T10:00:00Z")).isEqualTo(Duration.ofHours(25));
    }

    @Test
    void shouldTellTheRepeatedHourFromTheOneThatItRepeats() {
        Period summer = Period.of(CapPeriod.HOUR, BERLIN, Instant.parse("2026-10-25T00:30:00Z"));
        Period winter = Period.of(CapPeriod.HOUR, BERLIN, Instant.parse("2026-10-25T01:30:00Z"));
        assertThat(summer.end()).isEqualTo(winter.start());
        assertThat(Duration.between(winter.start(), winter.end())).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void shouldReachOverTheWholeMonth() {
        assertThat(Period.of(CapPeriod.MONTH, BERLIN, Instant.parse("2026-12-31T23:30:00Z")))
                .isEqualTo(new Period(Instant.parse("2026-12-31T23:00:00Z"), Instant.parse("2027-01-31T23:00:00Z")));
    }

    @Test
    void shouldNeverEndForALifetime() {
        assertThat(Period.of(CapPeriod.LIFETIME, BERLIN, Instant.EPOCH))
                .isEqualTo(Period.of(CapPeriod.LIFETIME, BERLIN, Instant.parse("2026-11-20T12:00:00Z")))
                .isEqualTo(new Period(null, null));
    }

    private static Duration lengthOfDay(String moment) {
        Period day = Period.of(CapPeriod.DAY, BERLIN, Instant.parse(moment));
        return Duration.between(day.start(), day.end());
    }
}
