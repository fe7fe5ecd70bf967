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
    void shouldWorkTheLongerTheFurtherItIsBehind() {
        assertThat(asksAt(0)).isTrue();
        assertThat(asksAt(5)).isFalse();
        assertThat(asksAt(30, 350)).isFalse();
        assertThat(asksAt(104, 350)).isFalse();
        assertThat(asksAt(105, 350)).isTrue();
    }

    @Test
    void shouldTakeWhatHasComeFarBehindTogether() {
        assertThat(asksAt(0)).isTrue();
        assertThat(asksAt(5, 60_000)).isFalse();
        assertThat(asksAt(40_000, 60_000)).isFalse();
        assertThat(asksAt(40_001, 550)).isFalse();
        assertThat(asksAt(40_002, 540)).isTrue();
    }

    @Test
    void shouldNotMindTheUsualAge() {
        assertThat(asksAt(0, 150)).isTrue();
        assertThat(asksAt(5, 150)).isFalse();
        assertThat(asksAt(30, 200)).isTrue();
    }

    private boolean asksAt(long millis, long age) {
        return pace.asksFor(NOON + millis, NOON + millis - age);
    }

    private boolean asksAt(long millis) {
        return asksAt(millis, 0);
    }
}
