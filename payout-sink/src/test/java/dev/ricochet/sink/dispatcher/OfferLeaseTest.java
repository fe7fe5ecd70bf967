package dev.ricochet.sink.dispatcher;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aDueDelivery;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OfferLeaseTest {

    private final OfferLease lease = new OfferLease(Duration.ofMinutes(5), Duration.ofSeconds(15));

    @Test
    void shouldLetGoOfAnOfferThatCannotBeFinishedInItsLease() {
        var due = aDueDelivery().dueAt(NOON).build();

        assertThat(lease.leavesTime(NOON.plusSeconds(274), lease.end(due))).isTrue();
        assertThat(lease.leavesTime(NOON.plusSeconds(275), lease.end(due))).isFalse();
    }

    @Test
    void shouldBelieveAnOfferThatSaysHowLongItStands() {
        var due = aDueDelivery()
                .dueAt(NOON)
                .validUntil(NOON.plus(Duration.ofMinutes(80)))
                .build();

        assertThat(lease.leavesTime(NOON.plus(Duration.ofMinutes(79)), lease.end(due)))
                .isTrue();
        assertThat(lease.leavesTime(NOON.plus(Duration.ofMinutes(80)), lease.end(due)))
                .isFalse();
        assertThat(lease.end(due)).isEqualTo(NOON.plus(Duration.ofMinutes(80)));
    }
}
