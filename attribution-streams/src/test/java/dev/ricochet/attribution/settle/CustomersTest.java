package dev.ricochet.attribution.settle;

import static dev.ricochet.attribution.settle.Scene.CLICK;
import static dev.ricochet.attribution.settle.Scene.aSale;
import static dev.ricochet.attribution.settle.Scene.catalogOf;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.aMatchedPostback;
import static dev.ricochet.testkit.fixture.Fixtures.aPostback;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.event.Attribution;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.Decider;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.schemas.event.Unmatched;
import dev.ricochet.testkit.fixture.PostbackFixture;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Orders without click and coupon, of customers who were brought before. */
class CustomersTest {

    private static final Duration MEMORY = Duration.ofDays(365);

    private final PaperSettle settle = new PaperSettle(catalogOf(
            anOffer("shoes").goal(aSale()).remembersCustomers(MEMORY),
            anOffer("hats").goal(aSale()).remembersCustomers(MEMORY)));

    @Test
    void shouldCreditTheAffiliateWhoBroughtTheCustomer() {
        settle.take(byClick(CLICK.getAffiliateId(), sale("o-1", NOON)));

        PostbackOutcome outcome = settle.take(asking("shoes", sale("o-2", NOON.plus(Duration.ofDays(100)))));

        assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.CONVERTED);
        assertThat(outcome.getAffiliateId()).isEqualTo("aff-1");
        Conversion conversion = settle.newest(outcome.getConversionId());
        assertThat(conversion.getAttribution()).isEqualTo(Attribution.CUSTOMER);
        assertThat(conversion.getAffiliateId()).isEqualTo("aff-1");
        assertThat(conversion.getClickId()).isNull();
    }

    @Test
    void shouldCreditTheAffiliateOfTheCustomersCoupon() {
        settle.take(aMatchedPostback()
                .byCouponTo("aff-2", "shoes")
                .of(sale("o-1", NOON).build())
                .build());

        assertThat(settle.take(asking("shoes", sale("o-2", NOON))).getAffiliateId())
                .isEqualTo("aff-2");
    }

    @Test
    void shouldCreditWhoBroughtTheCustomerLast() {
        settle.take(byClick("aff-2", sale("o-2", NOON.plusSeconds(60))));
        settle.take(byClick("aff-1", sale("o-1", NOON)));

        assertThat(settle.take(asking("shoes", sale("o-3", NOON.plusSeconds(90))))
                        .getAffiliateId())
                .isEqualTo("aff-2");
    }

    @Test
    void shouldSayThatNobodyBroughtTheCustomer() {
        PostbackOutcome outcome = settle.take(asking("shoes", sale("o-1", NOON)));

        assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.UNMATCHED);
        assertThat(outcome.getReason()).isEqualTo("unknown_customer");
        assertThat(outcome.getObserved()).isEqualTo("c-1");
        assertThat(outcome.getDecidedBy()).isEqualTo(Decider.SETTLE);
        assertThat(outcome.getOfferId()).isEqualTo("shoes");
        assertThat(outcome.getAffiliateId()).isNull();
        assertThat(settle.conversions()).isEmpty();
    }

    @Test
    void shouldRememberForTheOfferOnly() {
        settle.take(byClick("aff-1", sale("o-1", NOON)));

        assertThat(settle.take(asking("hats", sale("o-2", NOON))).getOutcome()).isEqualTo(OutcomeKind.UNMATCHED);
    }

    @Test
    void shouldForgetWhenTheMemoryEnds() {
        settle.take(byClick("aff-1", sale("o-1", NOON)));

        assertThat(settle.take(asking("shoes", sale("o-2", NOON.plus(MEMORY).minusMillis(1))))
                        .getOutcome())
                .isEqualTo(OutcomeKind.CONVERTED);
        assertThat(settle.take(asking("shoes", sale("o-3", NOON.plus(MEMORY)))).getOutcome())
                .isEqualTo(OutcomeKind.UNMATCHED);
    }

    @Test
    void shouldNotLearnFromWhatTheAdvertiserRejects() {
        settle.take(byClick("aff-1", sale("o-1", NOON).reporting(ReportedStatus.REJECTED)));

        assertThat(settle.take(asking("shoes", sale("o-2", NOON))).getOutcome()).isEqualTo(OutcomeKind.UNMATCHED);
    }

    @Test
    void shouldNotAskWhoBroughtTheCustomerOfAnOrderThatIsKnown() {
        settle.take(byClick("aff-1", sale("o-1", NOON)));
        PostbackOutcome first = settle.take(asking("shoes", sale("o-2", NOON)));
        settle.take(byClick("aff-2", sale("o-3", NOON)));

        PostbackOutcome reversal = settle.take(asking("shoes", sale("o-2", NOON).reporting(ReportedStatus.REVERSED)));

        assertThat(reversal.getOutcome()).isEqualTo(OutcomeKind.UPDATED);
        assertThat(reversal.getConversionId()).isEqualTo(first.getConversionId());
        assertThat(reversal.getAffiliateId()).isEqualTo("aff-1");
    }

    @Test
    void shouldConvertAnOrderWhoseCustomerWasUnknownWhenItIsReportedWithItsClick() {
        settle.take(asking("shoes", sale("o-1", NOON)));

        assertThat(settle.take(byClick("aff-1", sale("o-1", NOON))).getOutcome())
                .isEqualTo(OutcomeKind.CONVERTED);
    }

    private static MatchedPostback asking(String offer, PostbackFixture postback) {
        return MatchedPostback.newBuilder()
                .setPostback(postback.build())
                .setAttribution(Attribution.CUSTOMER)
                .setAdvertiserId("acme")
                .setOfferId(offer)
                .setAffiliateId("")
                .setUnmatched(Unmatched.newBuilder()
                        .setReason("unknown_customer")
                        .setObserved("c-1")
                        .setOfferId(offer)
                        .build())
                .build();
    }

    private static MatchedPostback byClick(String affiliate, PostbackFixture postback) {
        return Scene.matched(aClick().by(affiliate).build(), postback);
    }

    private static PostbackFixture sale(String order, Instant at) {
        return aPostback().order(order).customer("c-1").at(at);
    }
}
