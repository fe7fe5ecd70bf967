package dev.ricochet.attribution.settle;

import static dev.ricochet.attribution.settle.Scene.aSale;
import static dev.ricochet.attribution.settle.Scene.catalogOf;
import static dev.ricochet.attribution.settle.Scene.matched;
import static dev.ricochet.attribution.settle.Scene.order;
import static dev.ricochet.attribution.settle.Scene.settleOf;
import static dev.ricochet.schemas.event.OutcomeKind.CONVERTED;
import static dev.ricochet.schemas.event.OutcomeKind.DUPLICATE;
import static dev.ricochet.schemas.event.OutcomeKind.REJECTED;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.catalog.DedupeKey;
import dev.ricochet.schemas.catalog.DedupeMode;
import dev.ricochet.schemas.catalog.DedupeScope;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.ReportedStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DuplicatesTest {

    private final Click otherClick = aClick().at(NOON).build();

    @Test
    void shouldPointARepeatedOrderToItsOriginal() {
        PaperSettle settle = settleOf(aSale());
        PostbackOutcome first = settle.take(matched(order("o-1").receipt("first")));
        PostbackOutcome again = settle.take(matched(order("o-1").receipt("again")));
        assertThat(first.getOutcome()).isEqualTo(CONVERTED);
        assertThat(again.getOutcome()).isEqualTo(DUPLICATE);
        assertThat(again.getReason()).isEqualTo("duplicate_order");
        assertThat(again.getOriginalReceiptId()).isEqualTo("first");
        assertThat(again.getConversionId()).isEqualTo(first.getConversionId());
        assertThat(again.getConversionVersion()).isNull();
        assertThat(settle.conversions()).hasSize(1);
    }

    @Test
    void shouldPointARepeatedStatusToThePostbackThatSaidItFirst() {
        PaperSettle settle = settleOf(aSale());
        settle.take(matched(order("o-1", ReportedStatus.PENDING)));
        settle.take(matched(order("o-1", ReportedStatus.APPROVED).receipt("approval")));
        PostbackOutcome again = settle.take(matched(order("o-1", ReportedStatus.APPROVED)));
        assertThat(again.getOutcome()).isEqualTo(DUPLICATE);
        assertThat(again.getOriginalReceiptId()).isEqualTo("approval");
    }

    @Test
    void shouldChangeNothingAndSayNothingWhenMatchDeliversARecordTwice() {
        PaperSettle settle = settleOf(aSale());
        MatchedPostback record = matched(order("o-1"));
        settle.take(record);
        assertThat(settle.take(record)).isNull();
        assertThat(settle.outcomes()).hasSize(1);
        assertThat(settle.conversions()).hasSize(1);
    }

    @Test
    void shouldRecogniseAClickUnderAnotherOrderWhereTheClickCounts() {
        PaperSettle settle = settleOf(aSale(DedupeKey.CLICK_ID, DedupeScope.OFFER, DedupeMode.REJECT));
        settle.take(matched(order("o-1").receipt("first")));
        PostbackOutcome again = settle.take(matched(order("o-2")));
        assertThat(again.getOutcome()).isEqualTo(DUPLICATE);
        assertThat(again.getOriginalReceiptId()).isEqualTo("first");
        assertThat(settle.conversions()).hasSize(1);
    }

    @Test
    void shouldRecogniseAClickThatComesWithoutAnyOrder() {
        PaperSettle settle = settleOf(aSale());
        settle.take(matched(order(null)));
        assertThat(settle.take(matched(order(null))).getOutcome()).isEqualTo(DUPLICATE);
    }

    @Test
    void shouldTakeTwoOrdersOfOneClickWhereTheOrderCounts() {
        PaperSettle settle = settleOf(aSale());
        assertThat(settle.take(matched(order("o-1"))).getOutcome()).isEqualTo(CONVERTED);
        assertThat(settle.take(matched(order("o-2"))).getOutcome()).isEqualTo(CONVERTED);
    }

    @Test
    void shouldAskForBothWhereBothCount() {
        PaperSettle settle = settleOf(aSale(DedupeKey.BOTH, DedupeScope.OFFER, DedupeMode.REJECT));
        assertThat(settle.take(matched(order("o-1"))).getOutcome()).isEqualTo(CONVERTED);
        assertThat(settle.take(matched(otherClick, order(otherClick, "o-1"))).getOutcome())
                .isEqualTo(CONVERTED);
        assertThat(settle.take(matched(order("o-1"))).getOutcome()).isEqualTo(DUPLICATE);
    }

    @Test
    void shouldRecogniseAnOrderOnAnotherOfferWhereTheAdvertiserIsTheScope() {
        PaperSettle settle = ofTwoOffers(DedupeScope.ADVERTISER);
        Click hats = aClick().of("hats").by("aff-2").at(NOON).build();
        settle.take(matched(order("o-1").receipt("first")));
        PostbackOutcome elsewhere = settle.take(matched(hats, order(hats, "o-1")));
        assertThat(elsewhere.getOutcome()).isEqualTo(DUPLICATE);
        assertThat(elsewhere.getOriginalReceiptId()).isEqualTo("first");
        assertThat(elsewhere.getOfferId()).isEqualTo("hats");
    }

    @Test
    void shouldTakeAnOrderOnEachOfferWhereTheOfferIsTheScope() {
        PaperSettle settle = ofTwoOffers(DedupeScope.OFFER);
        Click hats = aClick().of("hats").at(NOON).build();
        assertThat(settle.take(matched(order("o-1"))).getOutcome()).isEqualTo(CONVERTED);
        assertThat(settle.take(matched(hats, order(hats, "o-1"))).getOutcome()).isEqualTo(CONVERTED);
    }

    @Test
    void shouldTakeAnOrderAgainAfterItsTimeToLiveAsAnotherConversion() {
        PaperSettle settle = settleOf(aSale().remembering(Duration.ofDays(10)));
        PostbackOutcome first = settle.take(matched(order("o-1")));
        PostbackOutcome within =
                settle.take(matched(order("o-1").later(Duration.ofDays(10).minusMillis(1))));
        PostbackOutcome after = settle.take(matched(order("o-1").later(Duration.ofDays(10))));
        assertThat(within.getOutcome()).isEqualTo(DUPLICATE);
        assertThat(after.getOutcome()).isEqualTo(CONVERTED);
        assertThat(after.getConversionId()).isNotEqualTo(first.getConversionId());
    }

    @Test
    void shouldLetAnOrderComeAgainThatLackedItsSaleAmount() {
        PaperSettle settle = settleOf(aSale());
        PostbackOutcome lacking = settle.take(matched(order("o-1").withoutSaleAmount()));
        assertThat(lacking.getOutcome()).isEqualTo(REJECTED);
        assertThat(lacking.getReason()).isEqualTo("missing_sale_amount");
        assertThat(settle.take(matched(order("o-1"))).getOutcome()).isEqualTo(CONVERTED);
    }

    @Test
    void shouldNotJudgeAnOrderTwiceThatARuleRejected() {
        PaperSettle settle = new PaperSettle(catalogOf(anOffer("shoes").onlyFor("aff-2")));
        PostbackOutcome first = settle.take(matched(order("o-1").receipt("first")));
        assertThat(first.getOutcome()).isEqualTo(REJECTED);
        settle.change(catalogOf(anOffer("shoes")));
        PostbackOutcome again = settle.take(matched(order("o-1")));
        assertThat(again.getOutcome()).isEqualTo(DUPLICATE);
        assertThat(again.getOriginalReceiptId()).isEqualTo("first");
    }

    private static PaperSettle ofTwoOffers(DedupeScope scope) {
        return new PaperSettle(catalogOf(
                anOffer("shoes").goal(aSale(DedupeKey.ORDER_ID, scope, DedupeMode.REJECT)),
                anOffer("hats").goal(aSale(DedupeKey.ORDER_ID, scope, DedupeMode.REJECT))));
    }
}
