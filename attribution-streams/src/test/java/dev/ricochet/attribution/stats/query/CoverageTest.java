package dev.ricochet.attribution.stats.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CoverageTest {

    private final Coverage own = new Coverage(4).plus(Set.of(0, 2));

    @Test
    void shouldBeWholeWhereTheSharesHaveEveryPartitionOnce() {
        assertThat(own.plus(Set.of(3)).plus(Set.of(1)).isWhole()).isTrue();
    }

    @Test
    void shouldNotBeWholeWhereAPartitionMovedAwayBeforeItWasRead() {
        assertThat(own.plus(Set.of(3)).isWhole()).isFalse();
        assertThat(own.plus(Coverage.read(null)).isWhole()).isFalse();
    }

    @Test
    void shouldNotBeWholeWhereTwoSharesHaveOnePartition() {
        assertThat(own.plus(Set.of(1, 2, 3)).isWhole()).isFalse();
        assertThat(own.plus(Set.of(3)).plus(Set.of(3)).isWhole()).isFalse();
    }

    @Test
    void shouldBeWrittenInAHeaderAndReadAgain() {
        assertThat(Coverage.text(Set.of(11, 0, 3))).isEqualTo("0,3,11");
        assertThat(Coverage.read("0,3,11")).isEqualTo(Set.of(0, 3, 11));
        assertThat(Coverage.read(Coverage.text(Set.of()))).isEmpty();
    }
}
