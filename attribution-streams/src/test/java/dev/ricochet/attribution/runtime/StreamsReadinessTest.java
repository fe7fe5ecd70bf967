package dev.ricochet.attribution.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.health.Readiness;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;

class StreamsReadinessTest {

    private static final Restoration NONE = new Restoration(0, 0, 0, 0, 0);

    private State state = State.RUNNING;
    private Restoration restoration = NONE;
    private double lag;

    private final StreamsReadiness readiness = new StreamsReadiness(() -> state, () -> restoration, () -> lag, 1_000);

    @Test
    void shouldBeReadyWhenItRunsAndIsNotFarBehind() {
        lag = 1_000;

        assertThat(readiness.get()).isEqualTo(Readiness.ready());
    }

    @Test
    void shouldTellHowFarTheRestorationIs() {
        restoration = new Restoration(2, 400, 1_600, 2 << 20, 40);

        assertThat(readiness.get())
                .isEqualTo(Readiness.notReady(
                        "restoring 2 partitions: 400 records (2.0 MiB read), 1,600 to go, about 40 s"));
    }

    @Test
    void shouldTellTheStateThatItIsIn() {
        state = State.REBALANCING;

        assertThat(readiness.get()).isEqualTo(Readiness.notReady("streams state is REBALANCING, waiting for RUNNING"));
    }

    @Test
    void shouldTellHowFarItIsBehind() {
        lag = 1_001;

        assertThat(readiness.get()).isEqualTo(Readiness.notReady("1001 records behind, ready at 1000"));
    }
}
