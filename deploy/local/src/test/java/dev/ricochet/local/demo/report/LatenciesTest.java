package dev.ricochet.local.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void shouldTakeTheNearestRank() {
        List<Duration> oneToHundred =
                LongStream.rangeClosed(1, 100).mapToObj(Duration::ofMillis).toList();

        assertThat(Latencies.of(oneToHundred)).isEqualTo(new Latencies(100, 50, 99, 100));
    }

    @Test
    void shouldTakeTheOnlyOne() {
        assertThat(Latencies.of(List.of(Duration.ofMillis(7)))).isEqualTo(new Latencies(1, 7, 7, 7));
    }

    @Test
    void shouldSayNothingOfNothing() {
        assertThat(Latencies.of(List.of()).count()).isZero();
    }
}
