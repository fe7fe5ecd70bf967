package dev.ricochet.attribution.settle;

import static dev.ricochet.attribution.settle.Scene.aSale;
import static dev.ricochet.attribution.settle.Scene.amount;
import static dev.ricochet.attribution.settle.Scene.catalogOf;
import static dev.ricochet.attribution.settle.Scene.matched;
import static dev.ricochet.attribution.settle.Scene.order;
import static dev.ricochet.schemas.event.OutcomeKind.CONVERTED;
import static dev.ricochet.schemas.event.OutcomeKind.REJECTED;
import static dev.ricochet.schemas.event.OutcomeKind.UPDATED;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.CapScope;
import dev.ricochet.schemas.catalog.OverCap;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.testkit.fixture.OfferFixture;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CapsTest {

    @Test
    void shouldTakeAsManyAsTheCapAndNotOneMore() {
        PaperSettle settle = capped(anOffer("shoes").dailyCap(CapScope.OFFER, 2));
        assertThat(settle.take(matched(order("o-1"))).getOutcome()).isEqualTo(CONVERTED);
        assertThat(settle.take(matched(order("o-2"))).getOutcome()).isEqualTo(CONVERTED);
        PostbackOutcome third = settle.take(matched(order("o-3")));
        assertThat(third.getOutcome()).isEqualTo(REJECTED);
        assertThat(third.getReason()).isEqualTo("cap_exceeded");
        assertThat(third.getRuleId()).isEqualTo("cap.offer.day");
        assertThat(third.getObserved()).isEqualTo("2 conversions");
        assertThat(settle.newest(third.getConversionId()).getPayout()).isEqualTo(amount("0"));
    }

    @Test
    void shouldHaveRoomAgainWhenAConversionIsReversed() {
        PaperSettle settle = capped(anOffer("shoes").dailyCap(CapScope.OFFER, 1));
        settle.take(matched(order("o-1")));
        settle.take(matched(order("o-1", ReportedStatus.REVERSED)));
        assertThat(settle.take(matched(order("o-2"))).getOutcome()).isEqualTo(CONVERTED);
        assertThat(settle.counts("shoes").values()).containsExactly(1L);
    }

    @Test
    void shouldReleaseTheDayOfTheConversionHoweverLateTheReversal() {
        PaperSettle settle = capped(anOffer("shoes").dailyCap(CapScope.OFFER, 1));
        settle.take(matched(order("o-1")));
        settle.take(matched(order("o-2").later(Duration.ofDays(1))));
        settle.take(matched(order("o-1", ReportedStatus.REVERSED).later(Duration.ofDays(1))));
        assertThat(settle.take(matched(order("o-3").later(Duration.ofDays(1)))).getOutcome())
                .isEqualTo(REJECTED);
        assertThat(settle.take(matched(order("o-4"))).getOutcome()).isEqualTo(CONVERTED);
    }

    @Test
    void shouldCountEachAffiliateByItself() {
        PaperSettle settle = capped(anOffer("shoes").dailyCap(CapScope.AFFILIATE, 1));
        Click other = aClick().by("aff-2").at(NOON).build();
        assertThat(settle.take(matched(order("o-1"))).getOutcome()).isEqualTo(CONVERTED);
        assertThat(settle.take(matched(other, order(other, "o-2"))).getOutcome())
                .isEqualTo(CONVERTED);
        assertThat(settle.take(matched(order("o-3"))).getOutcome()).isEqualTo(REJECTED);
    }

    @Test
    void shouldKeepWhatIsOverTheCapPendingUntilThereIsRoom() {
        PaperSettle settle = capped(anOffer("shoes").cap(CapScope.OFFER, CapPeriod.LIFETIME, 1, OverCap.PENDING));
        settle.take(matched(order("o-1")));
        PostbackOutcome over = settle.take(matched(order("o-2")));
        assertThat(over.getOutcome()).isEqualTo(CONVERTED);
        assertThat(over.getReason()).isEqualTo("cap_exceeded");
        assertThat(settle.newest(over.getConversionId()).getStatus()).isEqualTo(ConversionStatus.PENDING);

        PostbackOutcome tooEarly = settle.take(matched(order("o-2", ReportedStatus.APPROVED)));
        assertThat(tooEarly.getOutcome()).isEqualTo(REJECTED);
        assertThat(tooEarly.getReason()).isEqualTo("cap_exceeded");

        settle.take(matched(order("o-1", ReportedStatus.REVERSED)));
        assertThat(settle.take(matched(order("o-2", ReportedStatus.APPROVED))).getOutcome())
                .isEqualTo(UPDATED);
        Conversion admitted = settle.newest(over.getConversionId());
        assertThat(admitted.getStatus()).isEqualTo(ConversionStatus.APPROVED);
        assertThat(admitted.getReason()).isNull();
        assertThat(settle.counts("shoes").values()).containsExactly(1L);
    }

    @Test
    void shouldPayNothingForWhatIsOverTheCapWhereTheCapSaysSo() {
        PaperSettle settle = capped(anOffer("shoes").cap(CapScope.OFFER, CapPeriod.DAY, 1, OverCap.PAY_ZERO));
        settle.take(matched(order("o-1")));
        Conversion unpaid = settle.newest(settle.take(matched(order("o-2"))).getConversionId());
        assertThat(unpaid.getStatus()).isEqualTo(ConversionStatus.APPROVED);
        assertThat(unpaid.getPayout()).isEqualTo(amount("0"));
        assertThat(unpaid.getRevenue()).isEqualTo(amount("14"));
        assertThat(unpaid.getReason()).isEqualTo("cap_exceeded");
    }

    @Test
    void shouldNotCountTestsAndRejectedConversions() {
        PaperSettle settle = capped(anOffer("shoes").dailyCap(CapScope.OFFER, 1).onlyFor("aff-1"));
        Click stranger = aClick().by("aff-2").at(NOON).build();
        settle.take(matched(order("o-1").test()));
        settle.take(matched(stranger, order(stranger, "o-2")));
        settle.take(matched(order("o-3", ReportedStatus.REJECTED)));
        assertThat(settle.counts("shoes")).isEmpty();
    }

    private static PaperSettle capped(OfferFixture offer) {
        return new PaperSettle(catalogOf(offer.goal(aSale())));
    }
}
