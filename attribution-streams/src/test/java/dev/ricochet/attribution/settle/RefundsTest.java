package dev.ricochet.attribution.settle;

import static dev.ricochet.attribution.settle.Decisions.decision;
import static dev.ricochet.attribution.settle.Scene.aSale;
import static dev.ricochet.attribution.settle.Scene.amount;
import static dev.ricochet.attribution.settle.Scene.matched;
import static dev.ricochet.attribution.settle.Scene.order;
import static dev.ricochet.attribution.settle.Scene.settleOf;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.DedupeKey;
import dev.ricochet.schemas.catalog.DedupeMode;
import dev.ricochet.schemas.catalog.DedupeScope;
import dev.ricochet.schemas.event.Adjustment;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.DecisionAction;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.testkit.fixture.PostbackFixture;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A sale of 100 pays 10 and brings 14; parts of it are taken back, before and after the books are closed. */
class RefundsTest {

    /** The books of what was approved before are closed a day after NOON. */
    private static final Instant CLOSED_FROM = NOON.plus(Duration.ofDays(1));

    private static final Instant LOCKED_UNTIL = NOON.plus(Duration.ofHours(12));

    private final PaperSettle settle = new PaperSettle(books());
    private final String id = settle.take(matched(order("o-1"))).getConversionId();

    @Test
    void shouldShrinkAllAmountsAsTheSaleShrinks() {
        PostbackOutcome outcome = settle.take(matched(refund("30")));
        assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.UPDATED);
        assertThat(outcome.getReason()).isEqualTo("partially_reversed");
        assertThat(outcome.getObserved()).isEqualTo("refund of 30.00 USD of 100.00 USD");
        assertThat(newest().getStatus()).isEqualTo(ConversionStatus.APPROVED);
        assertThat(newest().getSaleAmount()).isEqualTo(amount("70"));
        assertThat(newest().getPayout()).isEqualTo(amount("7"));
        assertThat(newest().getRevenue()).isEqualTo(amount("9.8"));
    }

    @Test
    void shouldTakeARepeatedRefundForTheSameUnlessItNamesItself() {
        settle.take(matched(refund("30").receipt("r-1")));
        PostbackOutcome again = settle.take(matched(refund("30")));
        assertThat(again.getOutcome()).isEqualTo(OutcomeKind.DUPLICATE);
        assertThat(again.getOriginalReceiptId()).isEqualTo("r-1");
        settle.take(matched(refund("30").parameter("refund_id", "second")));
        settle.take(matched(refund("30").parameter("refund_id", "second")));
        assertThat(newest().getSaleAmount()).isEqualTo(amount("40"));
    }

    @Test
    void shouldNotTakeARefundBackWhenTheReportIsRepeated() {
        PaperSettle updating = settleOf(
                aSale(DedupeKey.ORDER_ID, DedupeScope.OFFER, DedupeMode.UPDATE).payingPercent("10", "14"));
        String updated = updating.take(matched(order("o-1").sale("100"))).getConversionId();
        updating.take(matched(refund("30")));

        PostbackOutcome repeated = updating.take(matched(order("o-1").sale("100")));
        assertThat(repeated.getOutcome()).isEqualTo(OutcomeKind.DUPLICATE);
        assertThat(updating.newest(updated).getSaleAmount()).isEqualTo(amount("70"));

        updating.take(matched(order("o-1").sale("120")));
        assertThat(updating.newest(updated).getSaleAmount()).isEqualTo(amount("120"));
    }

    @Test
    void shouldReverseWhenNothingIsLeft() {
        settle.take(matched(refund("30")));
        settle.take(matched(refund("70")));
        assertThat(newest().getStatus()).isEqualTo(ConversionStatus.REVERSED);
        assertThat(newest().getPayout()).isEqualTo(amount("0"));
    }

    @Test
    void shouldReverseAllWhereNoRefundIsNamedWhateverTheSaleAmount() {
        settle.take(matched(order("o-1", ReportedStatus.REVERSED).sale("30")));
        assertThat(newest().getStatus()).isEqualTo(ConversionStatus.REVERSED);
    }

    @Test
    void shouldRefuseARefundThatIsNoAmount() {
        assertThat(settle.take(matched(refund("a third"))).getReason()).isEqualTo("invalid_refund");
        assertThat(settle.take(matched(refund("-3"))).getReason()).isEqualTo("invalid_refund");
        assertThat(newest().getVersion()).isEqualTo(1);
    }

    @Test
    void shouldNotGuessWhatARefundOfAnotherCurrencyComesTo() {
        PostbackOutcome outcome = settle.take(matched(refund("30").currency("EUR")));
        assertThat(outcome.getReason()).isEqualTo("currency_mismatch");
        assertThat(newest().getVersion()).isEqualTo(1);
    }

    @Test
    void shouldLeaveClosedAmountsAndBookTheDifferenceNow() {
        Instant now = CLOSED_FROM.plusSeconds(5);
        settle.take(matched(refund("30").at(now)));
        Conversion adjusted = newest();
        assertThat(adjusted.getPayout()).isEqualTo(amount("10"));
        assertThat(adjusted.getRevenue()).isEqualTo(amount("14"));
        assertThat(adjusted.getSaleAmount()).isEqualTo(amount("100"));
        assertThat(adjusted.getAdjustments())
                .containsExactly(new Adjustment(2, now, amount("-3"), amount("-4.2"), amount("-30"), List.of()));

        settle.take(matched(order("o-1", ReportedStatus.REVERSED).at(now.plusSeconds(1))));
        Conversion reversed = newest();
        assertThat(reversed.getStatus()).isEqualTo(ConversionStatus.REVERSED);
        assertThat(reversed.getPayout()).isEqualTo(amount("10"));
        assertThat(reversed.getAdjustments()).hasSize(2);
        assertThat(sumOfAdjustments(reversed)).isEqualTo(amount("-10"));
    }

    @Test
    void shouldLowerWhatWasApprovedAfterTheBooksWereClosed() {
        String open = settle.take(matched(order("o-2").at(LOCKED_UNTIL))).getConversionId();
        settle.take(matched(order("o-2", ReportedStatus.REVERSED).at(CLOSED_FROM.plusSeconds(5))));
        assertThat(settle.newest(open).getPayout()).isEqualTo(amount("0"));
        assertThat(settle.newest(open).getAdjustments()).isEmpty();
    }

    @Test
    void shouldHoldNothingThatWasPaid() {
        assertThat(settle.take(decision(DecisionAction.HOLD, newest(), CLOSED_FROM.plusSeconds(5))
                                .build())
                        .getReason())
                .isEqualTo("period_locked");
        assertThat(settle.take(decision(DecisionAction.HOLD, newest(), CLOSED_FROM.minusSeconds(5))
                                .build())
                        .getConversionVersion())
                .isEqualTo(2);
    }

    private static BigDecimal sumOfAdjustments(Conversion conversion) {
        return conversion.getAdjustments().stream().map(Adjustment::getPayout).reduce(amount("0"), BigDecimal::add);
    }

    private Conversion newest() {
        return settle.newest(id);
    }

    private static PostbackFixture refund(String amount) {
        return order("o-1", ReportedStatus.REVERSED).parameter("refund_amount", amount);
    }

    private static Catalog books() {
        return aCatalog()
                .with(anAffiliate("aff-1"))
                .with(anOffer("shoes").goal(aSale()))
                .with(anAdvertiser("acme"))
                .with(anAdvertiser("acme").since(CLOSED_FROM).lockedUntil(LOCKED_UNTIL))
                .build();
    }
}
