package dev.ricochet.sink.planner.life;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.event.EndpointEventCause;
import dev.ricochet.schemas.event.EndpointSignal;
import dev.ricochet.schemas.event.EndpointSignalKind;
import dev.ricochet.schemas.event.EndpointState;
import dev.ricochet.schemas.state.EndpointLife;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LifeRulesTest {

    private final LifeRules rules = new LifeRules(Duration.ofMinutes(10), Duration.ofDays(5));
    private EndpointLife life = LifeRules.unknown();
    private @Nullable EndpointEventCause cause;

    @Test
    void shouldNotCallAnEndpointFailingForOneFailure() {
        when(EndpointSignalKind.FAILED, NOON);

        assertThat(life.getState()).isEqualTo(EndpointState.ACTIVE);
        assertThat(cause).isNull();
    }

    @Test
    void shouldCallItFailingWhenNothingGetsThroughForAWhileAndActiveWhenSomethingDoes() {
        when(EndpointSignalKind.FAILED, NOON);
        when(EndpointSignalKind.FAILED, NOON.plusSeconds(600));
        assertThat(life.getState()).isEqualTo(EndpointState.FAILING);
        assertThat(cause).isEqualTo(EndpointEventCause.FAILURES);

        when(EndpointSignalKind.SUCCEEDED, NOON.plusSeconds(700));

        assertThat(life.getState()).isEqualTo(EndpointState.ACTIVE);
        assertThat(cause).isEqualTo(EndpointEventCause.RECOVERED);
    }

    @Test
    void shouldCountFromTheFirstFailureAfterTheLastSuccess() {
        when(EndpointSignalKind.FAILED, NOON);
        when(EndpointSignalKind.SUCCEEDED, NOON.plusSeconds(300));
        when(EndpointSignalKind.FAILED, NOON.plusSeconds(700));

        assertThat(life.getFailingSince()).isEqualTo(NOON.plusSeconds(700));
        assertThat(life.getState()).isEqualTo(EndpointState.ACTIVE);
    }

    @Test
    void shouldDisableItAfterFiveDaysOfFailureAndNotBefore() {
        when(EndpointSignalKind.FAILED, NOON);
        when(EndpointSignalKind.FAILED, NOON.plus(Duration.ofDays(5)).minusSeconds(1));
        assertThat(life.getState()).isEqualTo(EndpointState.FAILING);

        when(EndpointSignalKind.FAILED, NOON.plus(Duration.ofDays(5)));

        assertThat(life.getState()).isEqualTo(EndpointState.DISABLED);
        assertThat(life.getFailingSince()).as("from where to catch up").isEqualTo(NOON);
    }

    @Test
    void shouldDisableItAtOnceWhenItIsGone() {
        when(EndpointSignalKind.GONE, NOON);

        assertThat(life.getState()).isEqualTo(EndpointState.DISABLED);
        assertThat(cause).isEqualTo(EndpointEventCause.GONE);
    }

    @Test
    void shouldForgiveWhatFailedBeforeItWasEnabled() {
        when(EndpointSignalKind.GONE, NOON);
        when(EndpointSignalKind.ENABLE, NOON.plusSeconds(60));
        when(EndpointSignalKind.GONE, NOON.plusSeconds(59));

        assertThat(life.getState()).as("that attempt was under way before").isEqualTo(EndpointState.ACTIVE);
    }

    @Test
    void shouldLeaveAPausedEndpointPausedWhateverItsLastAttemptsSay() {
        when(EndpointSignalKind.PAUSE, NOON);
        when(EndpointSignalKind.GONE, NOON.plusSeconds(1));
        when(EndpointSignalKind.FAILED, NOON.plusSeconds(1));
        when(EndpointSignalKind.SUCCEEDED, NOON.plusSeconds(2));

        assertThat(life.getState()).isEqualTo(EndpointState.PAUSED);
    }

    @Test
    void shouldResumeOnlyWhatIsPaused() {
        when(EndpointSignalKind.DISABLE, NOON);
        when(EndpointSignalKind.RESUME, NOON.plusSeconds(1));

        assertThat(life.getState()).isEqualTo(EndpointState.DISABLED);
    }

    private void when(EndpointSignalKind kind, Instant at) {
        LifeRules.Step step = rules.decide(life, new EndpointSignal("ep-1", kind, at, null, null));
        life = step.life();
        cause = step.cause();
    }
}
