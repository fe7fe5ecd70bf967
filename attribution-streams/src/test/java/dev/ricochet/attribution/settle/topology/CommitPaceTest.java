package dev.ricochet.attribution.settle.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitPaceTest {

    private static final long NOON = 1_800_000_000_000L;

    private final CommitPace pace = new CommitPace();

    @Test
    void shouldCommitAtOnceAfterAPause() {
        assertThat(asksAt(0)).isTrue();
        assertThat(asksAt(1_000)).isTrue();
        assertThat(asksAt(1_300)).isTrue();
    }

    @Test
    void shouldWorkForAWhileBetweenQuickCommits() {
        assertThat(asksAt(0)).isTrue();
        assertThat(asksAt(5)).isFalse();
        assertThat(asksAt(29)).isFalse();
        assertThat(asksAt(30)).isTrue();
    }

    @Test
    void shouldWorkHalfAsLongAsACommitTakes() {
        assertThat(asksAt(0)).isTrue();
        assertThat(asksAt(120)).isFalse();
        assertThat(asksAt(179)).isFalse();
        assertThat(asksAt(180)).isTrue();
    }

    @Test
    void shouldNotTakeRecordsBeforeTheCommitForItsEnd() {
        assertThat(asksAt(0)).isTrue();
        assertThat(asksAt(1)).isFalse();
        assertThat(asksAt(2)).isFalse();
        assertThat(asksAt(102)).isFalse();
        assertThat(asksAt(151)).isFalse();
        assertThat(asksAt(152)).isTrue();
    }

    @Test
    void shouldNotAskWhileSettleIsBehind() {
        assertThat(pace.asksFor(NOON, NOON - 2_000)).isFalse();
        assertThat(pace.asksFor(NOON + 1_000, NOON - 1_000)).isFalse();
        assertThat(pace.asksFor(NOON + 1_001, NOON)).isTrue();
    }

    private boolean asksAt(long millis) {
        return pace.asksFor(NOON + millis, NOON + millis);
    }
}
