package dev.ricochet.sink.planner;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class OfferPaceTest {

    private static final long NOON = 1_800_000_000_000L;

    private final OfferPace.OfThread thread = new OfferPace.OfThread();
    private final MockProcessorContext<Void, Void> one = new MockProcessorContext<>();
    private final MockProcessorContext<Void, Void> other = new MockProcessorContext<>();
    private final OfferPace pace = new OfferPace(one, thread);
    private final OfferPace paceOfOther = new OfferPace(other, thread);

    @Test
    void shouldNotLookWhileNothingIsOffered() {
        assertThat(one.scheduledPunctuators()).isEmpty();
    }

    @Test
    void shouldCommitOnceWhatWasOfferedTogetherAndLookNoMore() {
        pace.offered();
        pace.offered();

        assertThat(one.scheduledPunctuators()).hasSize(1);
        assertThat(commitsAt(10, one)).isTrue();
        assertThat(commitsAt(20, one)).isFalse();
        assertThat(isLooking(one)).isFalse();

        pace.offered();
        assertThat(isLooking(one)).isTrue();
        assertThat(commitsAt(500, one)).isTrue();
    }

    @Test
    void shouldLeaveTimeForWorkAfterAQuickCommit() {
        pace.offered();
        assertThat(commitsAt(0, one)).isTrue();
        pace.offered();

        assertThat(commitsAt(10, one)).isFalse(); // the commit is over
        assertThat(commitsAt(24, one)).isFalse();
        assertThat(commitsAt(25, one)).isTrue();
    }

    @Test
    void shouldWorkAsLongAsASlowCommitTook() {
        pace.offered();
        assertThat(commitsAt(0, one)).isTrue();
        pace.offered();

        assertThat(commitsAt(200, one)).isFalse(); // the commit is over
        assertThat(commitsAt(399, one)).isFalse();
        assertThat(commitsAt(400, one)).isTrue();
    }

    @Test
    void shouldCommitOnceForAllTasksOfAThread() {
        pace.offered();
        paceOfOther.offered();

        assertThat(commitsAt(10, one)).isTrue();
        assertThat(commitsAt(11, other)).isFalse();
        assertThat(isLooking(other)).isFalse();
    }

    @Test
    void shouldNotTakeTheLookOfAnotherTaskForTheEndOfACommit() {
        pace.offered();
        assertThat(commitsAt(0, one)).isTrue();
        paceOfOther.offered();

        assertThat(commitsAt(4, other)).isFalse(); // before the commit
        assertThat(commitsAt(100, one)).isFalse(); // the commit is over
        assertThat(commitsAt(199, other)).isFalse();
        assertThat(commitsAt(200, other)).isTrue();
    }

    @Test
    void shouldNotWaitForATaskThatHasLeft() {
        pace.offered();
        assertThat(commitsAt(0, one)).isTrue();
        pace.close();
        paceOfOther.offered();

        assertThat(commitsAt(30, other)).isTrue();
    }

    /** Has the task's timer fire, if there is one. */
    private static boolean commitsAt(long millis, MockProcessorContext<Void, Void> task) {
        task.resetCommit();
        task.scheduledPunctuators().stream()
                .filter(timer -> !timer.cancelled())
                .forEach(timer -> timer.getPunctuator().punctuate(NOON + millis));
        return task.committed();
    }

    private static boolean isLooking(MockProcessorContext<Void, Void> task) {
        return task.scheduledPunctuators().stream().anyMatch(timer -> !timer.cancelled());
    }
}
