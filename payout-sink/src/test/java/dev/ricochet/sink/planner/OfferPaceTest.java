package dev.ricochet.sink.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class OfferPaceTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    private final OfferPace pace = new OfferPace();

    @Test
    void shouldNotAskWhileNothingIsOffered() {
        assertThat(pace.asksFor(NOON)).isFalse();
    }

    @Test
    void shouldAskOnceForWhatWasOfferedTogether() {
        pace.offered(NOON, NOON.plusMillis(200));
        pace.offered(NOON, NOON.plusMillis(205));

        assertThat(pace.asksFor(NOON.plusMillis(206))).isTrue();
        assertThat(pace.asksFor(NOON.plusMillis(300))).isFalse();
    }

    @Test
    void shouldLeaveTimeBetweenTwoCommits() {
        pace.offered(NOON, NOON);
        assertThat(pace.asksFor(NOON)).isTrue();

        pace.offered(NOON, NOON.plusMillis(1));

        assertThat(pace.asksFor(NOON.plusMillis(24))).isFalse();
        assertThat(pace.asksFor(NOON.plusMillis(25))).isTrue();
    }

    @Test
    void shouldNotHurryForWhatIsOldAlready() {
        pace.offered(NOON, NOON.plusSeconds(2));
        assertThat(pace.asksFor(NOON.plusSeconds(2))).isFalse();

        pace.offered(NOON, NOON.plusMillis(1_999));
        pace.offered(NOON, NOON.plusSeconds(3));
        assertThat(pace.asksFor(NOON.plusSeconds(3))).isTrue();
    }
}
