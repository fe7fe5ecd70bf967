package dev.ricochet.kit.duration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationsTest {
    @Test
    void shouldReadEveryUnit() {
        assertThat(Durations.parse("30d")).contains(Duration.ofDays(30));
        assertThat(Durations.parse("12h")).contains(Duration.ofHours(12));
        assertThat(Durations.parse("10m")).contains(Duration.ofMinutes(10));
        assertThat(Durations.parse("5s")).contains(Duration.ofSeconds(5));
        assertThat(Durations.parse("250ms")).contains(Duration.ofMillis(250));
    }

    @Test
    void shouldNotGuessAUnit() {
        assertThat(Durations.parse("30")).isEmpty();
        assertThat(Durations.parse("30 days")).isEmpty();
        assertThat(Durations.parse("-5s")).isEmpty();
        assertThat(Durations.parse("1.5h")).isEmpty();
    }

    @Test
    void shouldPrintWhatItRead() {
        for (String text : new String[] {"30d", "36h", "10m", "90s", "250ms"}) {
            long millis = Durations.parse(text).orElseThrow().toMillis();
            assertThat(Durations.print(millis)).isEqualTo(text);
        }
    }
}
