package dev.ricochet.attribution.settle.cap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.period.Period;
import dev.ricochet.schemas.catalog.CapPeriod;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedPeriodTest {

    /** Lord Howe's clocks change by half an hour, the others' by one; all in the days that follow. */
    @ParameterizedTest
    @CsvSource({
        "Australia/Lord_Howe, 2026-10-03T12:00:00Z",
        "Australia/Lord_Howe, 2026-04-03T12:00:00Z",
        "America/New_York, 2026-10-31T00:00:00Z",
        "America/New_York, 2026-03-07T00:00:00Z",
        "UTC, 2026-12-31T00:00:00Z"
    })
    void shouldBeThePeriodOfTheMomentWhateverCameBefore(String zone, Instant from) {
        for (CapPeriod period : CapPeriod.values()) {
            for (Duration step : new Duration[] {Duration.ofMinutes(5), Duration.ofMinutes(35), Duration.ofHours(7)}) {
                for (Instant at = from; at.isBefore(from.plus(Duration.ofDays(2))); at = at.plus(step)) {
                    Period expected = Period.of(period, ZoneId.of(zone), at);

                    assertThat(NamedPeriod.of(period, zone, at))
                            .as("%s of %s in %s", period, at, zone)
                            .isEqualTo(new NamedPeriod(expected, String.valueOf(expected.start())));
                }
            }
        }
    }
}
