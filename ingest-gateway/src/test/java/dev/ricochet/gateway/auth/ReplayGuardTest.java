package dev.ricochet.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.gateway.auth.ReplayGuard.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReplayGuardTest {
    private final ReplayGuard replays = new ReplayGuard(Duration.ofMinutes(5));

    @Test
    void shouldTakeEachSignatureOfAnAdvertiserOnce() {
        assertThat(replays.claim("acme", "a")).isEqualTo(State.NEW);
        assertThat(replays.claim("acme", "a")).isEqualTo(State.UNDER_WAY);
        replays.conclude("acme", "a", true);
        assertThat(replays.claim("acme", "a")).isEqualTo(State.ACCEPTED);
        assertThat(replays.claim("acme", "b")).isEqualTo(State.NEW);
        assertThat(replays.claim("other", "a")).isEqualTo(State.NEW);
    }

    @Test
    void shouldHearAgainWhoWasNotAccepted() {
        replays.claim("acme", "a");
        replays.conclude("acme", "a", false);
        assertThat(replays.claim("acme", "a")).isEqualTo(State.NEW);
    }
}
