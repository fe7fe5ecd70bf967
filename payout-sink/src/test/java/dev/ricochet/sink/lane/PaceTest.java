package dev.ricochet.sink.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long now;
    private final Pace pace = new Pace(1_000, now);

    @Test
    void shouldHoldBackNothingWhileAllIsWell() {
        assertThat(startedWithin(Duration.ofSeconds(10))).isBetween(9_900, 10_100);
    }

    @Test
    void shouldHalveWhatWasReallySentWhenItGoesBadly() {
        for (int number = 0; number < 40; number++) {
            pace.began(now);
            now += SECOND / 40;
        }

        pace.wentBadly(now - 1, now);

        assertThat(pace.perSecond()).isBetween(15.0, 20.5);
    }

    @Test
    void shouldFallOnceForRequestsThatWereUnderWayTogether() {
        now += SECOND;
        pace.began(now);
        long began = now;
        pace.wentBadly(began, now + 10);
        double once = pace.perSecond();

        pace.wentBadly(began, now + 20);

        assertThat(pace.perSecond()).isEqualTo(once);
    }

    @Test
    void shouldRiseByStepsAndNotByLeaps() {
        pace.began(now);
        pace.wasTooFast(now, now + 1);
        double fallen = pace.perSecond();

        for (int second = 1; second <= 10; second++) {
            now += SECOND;
            pace.wentWell(now);
        }

        assertThat(pace.perSecond()).isBetween(fallen + 90, fallen + 101);
    }

    @Test
    void shouldNotSlowDownForARareFailure() {
        for (int number = 0; number < 100; number++) {
            pace.began(now);
            now += SECOND / 100;
            pace.wentWell(now);
        }

        pace.wentBadly(now - 1, now);

        assertThat(pace.slowed()).isFalse();
    }

    @Property
    void shouldNeverExceedItsRateNorStopForGood(@ForAll @IntRange(min = 1, max = 30) int failures) {
        for (int number = 0; number < failures; number++) {
            now += SECOND;
            pace.began(now);
            pace.wentBadly(now, now + 1);
        }
        double rate = pace.perSecond();

        int started = startedWithin(Duration.ofSeconds(60));

        assertThat(started).isBetween((int) (60 * rate) - 2, (int) (60 * rate * 1.05) + 2);
        assertThat(rate).isGreaterThanOrEqualTo(Pace.LEAST_PER_SECOND);
    }

    private int startedWithin(Duration time) {
        long end = now + time.toNanos();
        int started = 0;
        while (now < end) {
            Duration wait = pace.untilNext(now);
            if (wait.isZero()) {
                pace.began(now);
                started++;
            } else {
                now += wait.toNanos();
            }
        }
        return started;
    }
}
