package dev.ricochet.sink.planner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OfferPaceTest {

    private static final long NOON = 1_800_000_000_000L;

    private final OfferPace pace = new OfferPace();

    @Test
    void shouldNotAskWhileNothingIsOffered() {
        assertThat(asksAt(0)).isFalse();
        assertThat(asksAt(1_000)).isFalse();
    }

    @Test
    void shouldAskOnceForWhatWasOfferedTogether() {
        pace.offered();
        pace.offered();

        assertThat(asksAt(6)).isTrue();
        assertThat(asksAt(300)).isFalse();
        assertThat(asksAt(600)).isFalse();
    }

    @Test
    void shouldAskAtTheFirstLookAfterAPause() {
        pace.offered();
        assertThat(asksAt(0)).isTrue();
        assertThat(asksAt(12)).isFalse();

        pace.offered();

        assertThat(asksAt(500)).isTrue();
    }

    @Test
    void shouldLeaveTimeForWorkAfterAQuickCommit() {
        pace.offered();
        assertThat(asksAt(0)).isTrue();
        pace.offered();

        assertThat(asksAt(12)).isFalse(); // the commit is over
        assertThat(asksAt(26)).isFalse();
        assertThat(asksAt(27)).isTrue();
    }

    @Test
    void shouldWorkAsLongAsASlowCommitTook() {
        pace.offered();
        assertThat(asksAt(0)).isTrue();
        pace.offered();

        assertThat(asksAt(200)).isFalse(); // the commit is over
        assertThat(asksAt(399)).isFalse();
        assertThat(asksAt(400)).isTrue();
    }

    @Test
    void shouldNotTakeTheLookOfAnotherTaskForTheEndOfACommit() {
        pace.offered();
        assertThat(asksAt(0)).isTrue();
        pace.offered();

        assertThat(asksAt(0)).isFalse(); // the other task, before the commit
        assertThat(asksAt(100)).isFalse();
        assertThat(asksAt(100)).isFalse();
        assertThat(asksAt(199)).isFalse();
        assertThat(asksAt(200)).isTrue();
    }

    private boolean asksAt(long millis) {
        return pace.asksAt(NOON + millis);
    }
}
