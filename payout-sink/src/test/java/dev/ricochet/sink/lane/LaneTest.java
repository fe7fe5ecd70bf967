package dev.ricochet.sink.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneTest {

    private final Lane lane = new Lane("ep-1", new LaneSettings(2, 3, Duration.ofSeconds(30)));
    private final List<Promise<Health>> begun = new ArrayList<>();

    @Test
    void shouldRunNoMoreAtOnceThanAllowed() {
        offer(5);

        assertThat(begun).hasSize(2);
    }

    @Test
    void shouldTakeNoMoreThanMayWait() {
        offer(5);

        assertThat(lane.offer(this::begin)).isInstanceOf(Admission.Full.class);
        assertThat(lane.full()).isTrue();
    }

    @Test
    void shouldRunTheNextWhenOneEnds() {
        offer(5);

        begun.get(0).complete(Health.WELL);

        assertThat(begun).hasSize(3);
        assertThat(lane.offer(this::begin)).isInstanceOf(Admission.Taken.class);
    }

    @Test
    void shouldLeaveAServerAloneThatKeepsFailing() {
        endWith(Health.ILL, 10);

        assertThat(lane.offer(this::begin)).isEqualTo(new Admission.Broken(Duration.ofSeconds(30)));
        assertThat(lane.broken()).isTrue();
    }

    @Test
    void shouldGoOnWithAServerThatFailsNowAndThen() {
        for (int round = 0; round < 20; round++) {
            endWith(Health.ILL, 1);
            endWith(Health.WELL, 1);
        }

        assertThat(lane.offer(this::begin)).isInstanceOf(Admission.Taken.class);
    }

    @Test
    void shouldLearnNothingFromRequestsThatWereNeverSent() {
        endWith(Health.UNKNOWN, 50);

        assertThat(lane.offer(this::begin)).isInstanceOf(Admission.Taken.class);
    }

    private void offer(int times) {
        for (int time = 0; time < times; time++) {
            assertThat(lane.offer(this::begin)).isInstanceOf(Admission.Taken.class);
        }
    }

    private void endWith(Health health, int times) {
        for (int time = 0; time < times; time++) {
            lane.offer(this::begin);
            begun.get(begun.size() - 1).complete(health);
        }
    }

    private io.vertx.core.Future<Health> begin() {
        Promise<Health> promise = Promise.promise();
        begun.add(promise);
        return promise.future();
    }
}
