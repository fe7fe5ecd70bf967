package dev.ricochet.sink.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

    private static final List<Duration> STANDARD = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private final RetrySchedule schedule = RetrySchedule.of(STANDARD);

    @Test
    void shouldMakeTenAttemptsOverSeventyFiveHours() {
        assertThat(schedule.attempts()).isEqualTo(10);
        assertThat(STANDARD.stream().reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Duration.ofHours(75).plusMinutes(35).plusSeconds(5));
    }

    @Property
    void shouldSpreadEveryWaitByAtMostAFifth(
            @ForAll String deliveryId, @ForAll @IntRange(min = 1, max = 9) int attempt) {
        long base = STANDARD.get(attempt - 1).toMillis();

        long wait = schedule.waitAfter(deliveryId, attempt, null).orElseThrow().toMillis();

        assertThat(wait).isBetween(base * 8 / 10, base * 12 / 10 + 1);
    }

    @Property
    void shouldGiveTheSameWaitOnReplay(@ForAll String deliveryId, @ForAll @IntRange(min = 1, max = 9) int attempt) {
        assertThat(schedule.waitAfter(deliveryId, attempt, null))
                .isEqualTo(schedule.waitAfter(deliveryId, attempt, null));
    }

    @Property
    void shouldEndAfterTheLastAttempt(@ForAll String deliveryId, @ForAll @IntRange(min = 10) int attempt) {
        assertThat(schedule.waitAfter(deliveryId, attempt, Duration.ofHours(1))).isEmpty();
    }

    @Property
    void shouldHonourRetryAfterWithinBoundsAndNeverComeEarlier(
            @ForAll String deliveryId,
            @ForAll @IntRange(min = 1, max = 9) int attempt,
            @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long askedSeconds) {
        Duration asked = Duration.ofSeconds(askedSeconds);
        Duration own = schedule.waitAfter(deliveryId, attempt, null).orElseThrow();

        Duration wait = schedule.waitAfter(deliveryId, attempt, asked).orElseThrow();

        assertThat(wait).isGreaterThanOrEqualTo(own);
        if (asked.compareTo(own) > 0) {
            Duration longest = RetrySchedule.STANDARD_LONGEST_RETRY_AFTER;
            Duration granted = asked.compareTo(longest) > 0 ? longest : asked;
            assertThat(wait).isEqualTo(granted.compareTo(own) > 0 ? granted : own);
        }
    }

    @Test
    void shouldNotLetDeliveriesThatFailedTogetherComeBackTogether() {
        long different = java.util.stream.IntStream.range(0, 100)
                .mapToObj(number ->
                        schedule.waitAfter("delivery-" + number, 2, null).orElseThrow())
                .distinct()
                .count();

        assertThat(different).isGreaterThan(90);
    }

    @Test
    void shouldRefuseWhatIsNoSchedule() {
        assertThatThrownBy(() -> RetrySchedule.of(List.of(Duration.ofSeconds(-1))))
                .hasMessageContaining("negative");
        assertThatThrownBy(() -> new RetrySchedule(STANDARD, 1.0, Duration.ZERO))
                .hasMessageContaining("jitter");
    }
}
