package dev.ricochet.attribution.settle;

import static dev.ricochet.attribution.settle.Scene.CLICK;
import static dev.ricochet.attribution.settle.Scene.aSale;
import static dev.ricochet.attribution.settle.Scene.amount;
import static dev.ricochet.attribution.settle.Scene.catalogOf;
import static dev.ricochet.attribution.settle.Scene.matched;
import static dev.ricochet.attribution.settle.Scene.order;
import static dev.ricochet.attribution.settle.Scene.settleOf;
import static dev.ricochet.schemas.event.OutcomeKind.CONVERTED;
import static dev.ricochet.schemas.event.OutcomeKind.DUPLICATE;
import static dev.ricochet.schemas.event.OutcomeKind.REJECTED;
import static dev.ricochet.schemas.event.OutcomeKind.TEST;
import static dev.ricochet.schemas.event.OutcomeKind.UPDATED;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.catalog.Approval;
import dev.ricochet.schemas.catalog.DedupeKey;
import dev.ricochet.schemas.catalog.DedupeMode;
import dev.ricochet.schemas.catalog.DedupeScope;
import dev.ricochet.schemas.catalog.FraudVerdict;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.testkit.fixture.PostbackFixture;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConversionsTest {

    @Test
    void shouldKeepTheWholeLineage() {
        PaperSettle settle = settleOf(aSale());
        PostbackOutcome outcome = settle.take(matched(order("o-1").sale("59.90").receipt("first")));
        Conversion conversion = settle.newest(outcome.getConversionId());
        assertThat(conversion.getVersion()).isEqualTo(1);
        assertThat(conversion.getStatus()).isEqualTo(ConversionStatus.APPROVED);
        assertThat(conversion.getPreviousStatus()).isNull();
        assertThat(conversion.getReceiptId()).isEqualTo("first");
        assertThat(conversion.getFirstReceiptId()).isEqualTo("first");
        assertThat(conversion.getClickId()).isEqualTo(CLICK.getClickId());
        assertThat(conversion.getClickedAt()).isEqualTo(CLICK.getClickedAt());
        assertThat(conversion.getConvertedAt()).isEqualTo(CLICK.getClickedAt().plus(Duration.ofHours(1)));
        assertThat(conversion.getOrderId()).isEqualTo("o-1");
        assertThat(conversion.getSaleAmount()).isEqualTo(amount("59.90"));
        assertThat(conversion.getPayout()).isEqualTo(amount("5.99"));
        assertThat(conversion.getRevenue()).isEqualTo(amount("8.39"));
        assertThat(conversion.getPayoutRule()).isEqualTo("goal.sale.payout.cps");
        assertThat(conversion.getOfferVersion()).isEqualTo(3);
        assertThat(conversion.getTest()).isFalse();
        assertThat(outcome.getConversionVersion()).isEqualTo(1);
        assertThat(outcome.getReason()).isNull();
    }

    @Test
    void shouldTakeTheFirstGoalWhereNoneIsNamed() {
        PaperSettle settle = settleOf(aSale());
        assertThat(settle.take(matched(order("o-1").goal(null))).getGoal()).isEqualTo("sale");
        assertThat(settle.take(matched(order("o-1"))).getOutcome()).isEqualTo(DUPLICATE);
    }

    @Test
    void shouldWaitForTheAdvertisersApprovalWhereTheGoalAsksForIt() {
        PaperSettle settle = settleOf(aSale().approval(Approval.MANUAL));
        PostbackOutcome first = settle.take(matched(order("o-1")));
        assertThat(first.getReason()).isEqualTo("awaiting_approval");
        assertThat(settle.newest(first.getConversionId()).getStatus()).isEqualTo(ConversionStatus.PENDING);

        PostbackOutcome approval = settle.take(matched(order("o-1", ReportedStatus.APPROVED)));
        assertThat(approval.getOutcome()).isEqualTo(UPDATED);
        assertThat(approval.getConversionVersion()).isEqualTo(2);
        Conversion approved = settle.newest(first.getConversionId());
        assertThat(approved.getStatus()).isEqualTo(ConversionStatus.APPROVED);
        assertThat(approved.getPreviousStatus()).isEqualTo(ConversionStatus.PENDING);
        assertThat(approved.getPayout()).isEqualTo(amount("10"));
    }

    @Test
    void shouldTakeTheMoneyBackWhenAConversionIsReversed() {
        PaperSettle settle = settleOf(aSale());
        PostbackOutcome first = settle.take(matched(order("o-1").receipt("first")));
        PostbackOutcome reversal =
                settle.take(matched(order("o-1", ReportedStatus.REVERSED).receipt("reversal")));
        assertThat(reversal.getOutcome()).isEqualTo(UPDATED);
        assertThat(reversal.getReason()).isEqualTo("advertiser_reversed");
        Conversion reversed = settle.newest(first.getConversionId());
        assertThat(reversed.getVersion()).isEqualTo(2);
        assertThat(reversed.getStatus()).isEqualTo(ConversionStatus.REVERSED);
        assertThat(reversed.getPayout()).isEqualTo(amount("0"));
        assertThat(reversed.getRevenue()).isEqualTo(amount("0"));
        assertThat(reversed.getReceiptId()).isEqualTo("reversal");
        assertThat(reversed.getFirstReceiptId()).isEqualTo("first");
    }

    @Test
    void shouldRefuseToReverseWhatItDoesNotKnow() {
        PaperSettle settle = settleOf(aSale());
        PostbackOutcome reversal = settle.take(matched(order("o-1", ReportedStatus.REVERSED)));
        assertThat(reversal.getOutcome()).isEqualTo(REJECTED);
        assertThat(reversal.getReason()).isEqualTo("conversion_not_found");
        assertThat(settle.take(matched(order("o-1"))).getOutcome()).isEqualTo(CONVERTED);
    }

    @Test
    void shouldRefuseToApproveWhatWasReversed() {
        PaperSettle settle = settleOf(aSale());
        settle.take(matched(order("o-1")));
        settle.take(matched(order("o-1", ReportedStatus.REVERSED)));
        PostbackOutcome late = settle.take(matched(order("o-1", ReportedStatus.APPROVED)));
        assertThat(late.getOutcome()).isEqualTo(REJECTED);
        assertThat(late.getReason()).isEqualTo("invalid_transition");
        assertThat(late.getObserved()).isEqualTo("REVERSED to APPROVED");
        assertThat(settle.conversions()).hasSize(2);
    }

    @Test
    void shouldSayThatAnAutomaticallyApprovedConversionIsApprovedAlready() {
        PaperSettle settle = settleOf(aSale());
        settle.take(matched(order("o-1").receipt("first")));
        PostbackOutcome approval = settle.take(matched(order("o-1", ReportedStatus.APPROVED)));
        assertThat(approval.getOutcome()).isEqualTo(DUPLICATE);
        assertThat(approval.getReason()).isEqualTo("nothing_to_change");
        assertThat(approval.getOriginalReceiptId()).isEqualTo("first");
    }

    @Test
    void shouldEnterWhatTheAdvertiserRejectsAtFirstSightWithoutMoney() {
        PaperSettle settle = settleOf(aSale());
        PostbackOutcome outcome =
                settle.take(matched(order("o-1", ReportedStatus.REJECTED).withoutSaleAmount()));
        assertThat(outcome.getOutcome()).isEqualTo(CONVERTED);
        assertThat(outcome.getReason()).isEqualTo("advertiser_rejected");
        Conversion conversion = settle.newest(outcome.getConversionId());
        assertThat(conversion.getStatus()).isEqualTo(ConversionStatus.REJECTED);
        assertThat(conversion.getPayout()).isEqualTo(amount("0"));
    }

    @Test
    void shouldEnterWhatFraudRulesRejectWithTheirReason() {
        PaperSettle settle = inAHurry(FraudVerdict.REJECT);
        PostbackOutcome outcome = settle.take(matched(tooSoon()));
        assertThat(outcome.getOutcome()).isEqualTo(REJECTED);
        assertThat(outcome.getReason()).isEqualTo("click_too_recent");
        assertThat(outcome.getObserved()).isEqualTo("2000 ms");
        assertThat(outcome.getThreshold()).isEqualTo("5000 ms");
        Conversion conversion = settle.newest(outcome.getConversionId());
        assertThat(conversion.getStatus()).isEqualTo(ConversionStatus.REJECTED);
        assertThat(conversion.getReason()).isEqualTo("click_too_recent");
        assertThat(conversion.getPayout()).isEqualTo(amount("0"));

        PostbackOutcome approval = settle.take(matched(tooSoon().reporting(ReportedStatus.APPROVED)));
        assertThat(approval.getOutcome()).isEqualTo(REJECTED);
        assertThat(approval.getReason()).isEqualTo("conversion_rejected");
        assertThat(approval.getObserved()).isEqualTo("click_too_recent");
    }

    @Test
    void shouldHoldWhatFraudRulesHoldUntilTheAdvertiserEndsIt() {
        PaperSettle settle = inAHurry(FraudVerdict.HOLD);
        PostbackOutcome outcome = settle.take(matched(tooSoon()));
        assertThat(outcome.getOutcome()).isEqualTo(CONVERTED);
        assertThat(outcome.getReason()).isEqualTo("click_too_recent");
        assertThat(settle.newest(outcome.getConversionId()).getStatus()).isEqualTo(ConversionStatus.HELD);
        assertThat(settle.take(matched(tooSoon().reporting(ReportedStatus.APPROVED)))
                        .getReason())
                .isEqualTo("invalid_transition");
        assertThat(settle.take(matched(tooSoon().reporting(ReportedStatus.REVERSED)))
                        .getOutcome())
                .isEqualTo(UPDATED);
    }

    @Test
    void shouldPayWhatFraudRulesOnlyFlag() {
        PaperSettle settle = inAHurry(FraudVerdict.FLAG);
        PostbackOutcome outcome = settle.take(matched(tooSoon()));
        Conversion conversion = settle.newest(outcome.getConversionId());
        assertThat(conversion.getStatus()).isEqualTo(ConversionStatus.APPROVED);
        assertThat(conversion.getReason()).isEqualTo("click_too_recent");
        assertThat(conversion.getPayout()).isEqualTo(amount("10"));
    }

    @Test
    void shouldEndATestWithoutMakingAnything() {
        PaperSettle settle = settleOf(aSale());
        PostbackOutcome outcome = settle.take(matched(order("o-1").test()));
        assertThat(outcome.getOutcome()).isEqualTo(TEST);
        assertThat(outcome.getReason()).isNull();
        assertThat(settle.conversions()).isEmpty();
        assertThat(settle.take(matched(order("o-1"))).getOutcome()).isEqualTo(CONVERTED);
    }

    @Test
    void shouldTellATestWhatIsWrongWithIt() {
        PaperSettle settle = settleOf(aSale());
        assertThat(settle.take(matched(order("o-1").test().withoutSaleAmount())).getReason())
                .isEqualTo("missing_sale_amount");
        PostbackOutcome outcome = settle.take(matched(order("o-1").test().goal("typo")));
        assertThat(outcome.getOutcome()).isEqualTo(TEST);
        assertThat(outcome.getReason()).isEqualTo("unknown_goal");
    }

    @Test
    void shouldRefuseGoalsAndOffersThatItDoesNotKnow() {
        PaperSettle settle = settleOf(aSale());
        PostbackOutcome goal = settle.take(matched(order("o-1").goal("typo")));
        assertThat(goal.getOutcome()).isEqualTo(REJECTED);
        assertThat(goal.getReason()).isEqualTo("unknown_goal");
        assertThat(goal.getThreshold()).isEqualTo("sale");
        settle.change(catalogOf());
        assertThat(settle.take(matched(order("o-2"))).getReason()).isEqualTo("unknown_offer");
    }

    @Test
    void shouldReplaceTheSaleAmountWhereRepetitionsUpdate() {
        PaperSettle settle = settleOf(aSale(DedupeKey.ORDER_ID, DedupeScope.OFFER, DedupeMode.UPDATE));
        PostbackOutcome first = settle.take(matched(order("o-1").sale("100")));
        assertThat(settle.take(matched(order("o-1").sale("80"))).getOutcome()).isEqualTo(UPDATED);
        Conversion updated = settle.newest(first.getConversionId());
        assertThat(updated.getVersion()).isEqualTo(2);
        assertThat(updated.getSaleAmount()).isEqualTo(amount("80"));
        assertThat(updated.getPayout()).isEqualTo(amount("8"));
        assertThat(updated.getStatus()).isEqualTo(ConversionStatus.APPROVED);
        assertThat(settle.take(matched(order("o-1").sale("80.00"))).getOutcome())
                .isEqualTo(DUPLICATE);
    }

    @Test
    void shouldAddUpUpsellsWhereRepetitionsAccumulate() {
        PaperSettle settle = settleOf(aSale(DedupeKey.ORDER_ID, DedupeScope.OFFER, DedupeMode.ACCUMULATE));
        PostbackOutcome first = settle.take(matched(order("o-1").sale("100")));
        settle.take(matched(order("o-1").sale("19.95")));
        Conversion grown = settle.newest(first.getConversionId());
        assertThat(grown.getSaleAmount()).isEqualTo(amount("119.95"));
        assertThat(grown.getPayout()).isEqualTo(amount("12"));
        settle.take(matched(order("o-1", ReportedStatus.REVERSED)));
        assertThat(settle.take(matched(order("o-1").sale("5"))).getOutcome()).isEqualTo(DUPLICATE);
    }

    private static PaperSettle inAHurry(FraudVerdict verdict) {
        return new PaperSettle(catalogOf(anOffer("shoes").minClickToConversion(Duration.ofSeconds(5), verdict)));
    }

    private static PostbackFixture tooSoon() {
        return order("o-1").at(CLICK.getClickedAt().plusSeconds(2));
    }
}
