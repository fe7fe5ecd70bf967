package dev.ricochet.kit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ShutdownStepsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ShutdownSteps steps = new ShutdownSteps();
    private final List<String> closed = new CopyOnWriteArrayList<>();

    @Test
    void shouldCloseWhatWasOpenedLastFirst() throws Exception {
        steps.add("producer", () -> closed.add("producer"));
        steps.add("server", () -> closed.add("server"));

        boolean allClosed = steps.run(LONG);

        assertThat(allClosed).isTrue();
        assertThat(closed).containsExactly("server", "producer");
    }

    @Test
    void shouldCloseTheOthersWhenOneCannotClose() throws Exception {
        steps.add("producer", () -> closed.add("producer"));
        steps.add("server", () -> {
            throw new IOException("stuck");
        });

        boolean allClosed = steps.run(LONG);

        assertThat(allClosed).isFalse();
        assertThat(closed).containsExactly("producer");
    }

    @Test
    void shouldCloseTheOthersWhenOneBreaksWithAnError() throws Exception {
        steps.add("producer", () -> closed.add("producer"));
        steps.add("server", () -> {
            throw new NoClassDefFoundError("gone");
        });

        boolean allClosed = steps.run(LONG);

        assertThat(allClosed).isFalse();
        assertThat(closed).containsExactly("producer");
    }

    @Test
    void shouldGiveUpWhenTheGracePeriodIsOver() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        steps.add("producer", () -> closed.add("producer"));
        steps.add("server", never::await);

        boolean allClosed = steps.run(Duration.ofMillis(50));

        assertThat(allClosed).isFalse();
    }

    @Test
    void shouldRefuseNewStepsOnceBegun() throws Exception {
        steps.run(LONG);

        assertThatThrownBy(() -> steps.add("late", () -> closed.add("late"))).hasMessageContaining("late");
    }
}
