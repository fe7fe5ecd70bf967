package dev.ricochet.attribution.settle;

import static dev.ricochet.attribution.settle.Scene.aSale;
import static dev.ricochet.attribution.settle.Scene.matched;
import static dev.ricochet.attribution.settle.Scene.order;
import static dev.ricochet.attribution.settle.Scene.settleOf;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.event.Decider;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.Unmatched;
import dev.ricochet.testkit.fixture.PostbackFixture;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What match credits to nobody ends in settle, once. */
class UnmatchedTest {

    private final PaperSettle settle = settleOf(aSale());

    @Test
    void shouldWriteWhatMatchSawAsTheOutcome() {
        PostbackOutcome outcome = settle.take(unmatched(order("o-1").receipt("r-1")));

        assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.UNMATCHED);
        assertThat(outcome.getReceiptId()).isEqualTo("r-1");
        assertThat(outcome.getReason()).isEqualTo("click_not_found");
        assertThat(outcome.getObserved()).isEqualTo("no click until noon");
        assertThat(outcome.getThreshold()).isEqualTo("PT10M");
        assertThat(outcome.getRuleVersion()).isEqualTo(7);
        assertThat(outcome.getDecidedBy()).isEqualTo(Decider.MATCH);
        assertThat(outcome.getReceivedAt()).isEqualTo(NOON.plus(Duration.ofHours(1)));
        assertThat(outcome.getOfferId()).isEqualTo("hats");
        assertThat(outcome.getAffiliateId()).isNull();
        assertThat(outcome.getOrderId()).isEqualTo("o-1");
        assertThat(settle.conversions()).isEmpty();
    }

    @Test
    void shouldGiveNoSecondOutcomeWhenTheClickIsThereForTheSecondCopy() {
        settle.take(unmatched(order("o-1").receipt("row-1")));

        assertThat(settle.take(matched(order("o-1").receipt("row-1")))).isNull();
        assertThat(settle.outcomes()).hasSize(1);
        assertThat(settle.conversions()).isEmpty();
    }

    @Test
    void shouldGiveNoSecondOutcomeWhenTheSecondCopyFindsNoClickAnyMore() {
        settle.take(matched(order("o-1").receipt("row-1")));

        assertThat(settle.take(unmatched(order("o-1").receipt("row-1")))).isNull();
        assertThat(settle.outcomes()).hasSize(1);
    }

    @Test
    void shouldLeaveTheOrderFreeForAReportThatFindsItsClick() {
        settle.take(unmatched(order("o-1")));

        assertThat(settle.take(matched(order("o-1"))).getOutcome()).isEqualTo(OutcomeKind.CONVERTED);
    }

    private static MatchedPostback unmatched(PostbackFixture postback) {
        return MatchedPostback.newBuilder()
                .setPostback(postback.build())
                .setAdvertiserId("acme")
                .setOfferId("")
                .setAffiliateId("")
                .setUnmatched(Unmatched.newBuilder()
                        .setReason("click_not_found")
                        .setObserved("no click until noon")
                        .setThreshold("PT10M")
                        .setOfferId("hats")
                        .setOfferVersion(7)
                        .build())
                .build();
    }
}
