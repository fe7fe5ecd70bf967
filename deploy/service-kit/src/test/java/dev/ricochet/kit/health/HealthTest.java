package dev.ricochet.kit.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class HealthTest {
    private final Health health = new Health();

    @Test
    void shouldBeReadyWhenEveryCheckIs() {
        health.readiness("a", Readiness::ready);
        health.readiness("b", Readiness::ready);

        assertThat(health.report().ready()).isTrue();
    }

    @Test
    void shouldNotBeReadyForOneCheckThatIsNot() {
        health.readiness("a", Readiness::ready);
        health.readiness("b", () -> Readiness.notReady("cold"));

        assertThat(health.report().ready()).isFalse();
        assertThat(health.report().checks())
                .containsExactly(entry("a", Readiness.ready()), entry("b", Readiness.notReady("cold")));
    }

    @Test
    void shouldTakeACheckThatThrowsForNotReady() {
        health.readiness("broken", () -> {
            throw new IllegalStateException("boom");
        });

        assertThat(health.report().checks().get("broken"))
                .isEqualTo(Readiness.notReady("the check failed: java.lang.IllegalStateException: boom"));
    }

    @Test
    void shouldRefuseASecondCheckOfTheSameName() {
        health.readiness("a", Readiness::ready);

        assertThatThrownBy(() -> health.readiness("a", Readiness::ready)).hasMessageContaining("named a");
    }
}
