package dev.ricochet.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KafkaTrustTest {
    private final KafkaTrust trust = new KafkaTrust();

    @Test
    void shouldBeLostWhenNothingWasAcknowledgedWhileARecordWaited() {
        trust.waitedInVain(System.nanoTime());
        assertThat(trust.isTrusted()).isFalse();
    }

    @Test
    void shouldOutliveOneSlowRecordAmongOthersThatPass() {
        long sent = System.nanoTime();
        trust.acknowledged(sent, sent + 1);
        trust.waitedInVain(sent);
        assertThat(trust.isTrusted()).isTrue();
    }

    @Test
    void shouldComeBackOnceAFewBatchesInARowAreAcknowledged() {
        trust.waitedInVain(System.nanoTime());
        trust.replayed(false);
        trust.replayed(false);
        trust.replayFailed();
        trust.replayed(false);
        trust.replayed(false);
        assertThat(trust.isTrusted()).isFalse();

        trust.replayed(false);
        assertThat(trust.isTrusted()).isTrue();
    }

    @Test
    void shouldComeBackAtOnceWhenAllThatWaitedIsAcknowledged() {
        trust.waitedInVain(System.nanoTime());
        trust.replayed(true);
        assertThat(trust.isTrusted()).isTrue();
    }

    @Test
    void shouldNotCountAcknowledgementsOfWhatWasSentBefore() {
        long before = System.nanoTime();
        trust.waitedInVain(System.nanoTime());
        for (int i = 0; i < 10; i++) {
            trust.acknowledged(before, System.nanoTime());
        }
        assertThat(trust.isTrusted()).isFalse();

        for (int i = 0; i < 3; i++) {
            trust.acknowledged(System.nanoTime(), System.nanoTime());
        }
        assertThat(trust.isTrusted()).isTrue();
    }
}
