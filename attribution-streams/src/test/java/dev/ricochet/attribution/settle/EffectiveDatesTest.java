package dev.ricochet.attribution.settle;

import static dev.ricochet.attribution.settle.Scene.aSale;
import static dev.ricochet.attribution.settle.Scene.matched;
import static dev.ricochet.attribution.settle.Scene.order;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.aTierOf;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anExchangeRate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static dev.ricochet.testkit.fixture.PriceFixture.cpa;
import static dev.ricochet.testkit.fixture.PriceFixture.cps;
import static dev.ricochet.testkit.fixture.PriceFixture.fromThe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.DedupeKey;
import dev.ricochet.schemas.catalog.DedupeMode;
import dev.ricochet.schemas.catalog.DedupeScope;
import dev.ricochet.schemas.catalog.ExchangeRates;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.schemas.reason.Reason;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.fixture.CatalogFixture;
import dev.ricochet.testkit.fixture.GoalFixture;
import dev.ricochet.testkit.fixture.PostbackFixture;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By the rules of which time a postback is judged. */
class EffectiveDatesTest {
    private static final Instant CHANGE = NOON.plus(Duration.ofHours(2));
    private static final Instant BEFORE = CHANGE.minusMillis(1);

    @Test
    void shouldJudgeByTheRulesThatHeldWhenThePostbackWasReceived() {
        PaperSettle settle = new PaperSettle(changed(paying("5"), paying("7")));

        settle.take(matched(order("o-1").at(BEFORE)));
        settle.take(matched(order("o-2").at(CHANGE)));
        // Later on the way, and received before: its click was waited for.
        settle.take(matched(order("o-3").at(BEFORE)));

        assertThat(payouts(settle)).containsExactly("5.00", "7.00", "5.00");
        assertThat(settle.conversions()).extracting(Conversion::getOfferVersion).containsExactly(1, 2, 1);
    }

    @Test
    void shouldHoldBackWhatIsPlannedUntilItsTime() {
        Catalog planned = parties()
                .with(Topics.OFFERS, offer(1, Instant.EPOCH, paying("5")))
                .planned(Topics.OFFERS, offer(2, CHANGE, paying("7")), NOON)
                .build();
        PaperSettle settle = new PaperSettle(planned);

        settle.take(matched(order("o-1").at(BEFORE)));
        settle.take(matched(order("o-2").at(CHANGE)));

        assertThat(payouts(settle)).containsExactly("5.00", "7.00");
    }

    @Test
    void shouldForgetAPlanThatWasReplaced() {
        Catalog replaced = parties()
                .with(Topics.OFFERS, offer(1, Instant.EPOCH, paying("5")))
                .planned(Topics.OFFERS, offer(2, CHANGE, paying("7")), NOON)
                .with(Topics.OFFERS, offer(3, CHANGE.minusSeconds(60), paying("6")))
                .build();
        PaperSettle settle = new PaperSettle(replaced);

        settle.take(matched(order("o-1").at(CHANGE.minusSeconds(61))));
        settle.take(matched(order("o-2").at(BEFORE)));
        settle.take(matched(order("o-3").at(CHANGE)));

        assertThat(payouts(settle)).containsExactly("5.00", "6.00", "6.00");
    }

    @Test
    void shouldKnowAnOfferThatWasDeletedForWhatWasReceivedBefore() {
        Catalog deleted = parties()
                .with(Topics.OFFERS, offer(1, Instant.EPOCH, paying("5")))
                .without(Topics.OFFERS, "shoes", CHANGE)
                .with(Topics.OFFERS, offer(1, CHANGE.plusSeconds(60), paying("9")))
                .build();
        PaperSettle settle = new PaperSettle(deleted);

        PostbackOutcome before = settle.take(matched(order("o-1").at(BEFORE)));
        PostbackOutcome between = settle.take(matched(order("o-2").at(CHANGE)));
        PostbackOutcome again = settle.take(matched(order("o-3").at(CHANGE.plusSeconds(60))));

        assertThat(List.of(before, between, again))
                .extracting(PostbackOutcome::getOutcome)
                .containsExactly(OutcomeKind.CONVERTED, OutcomeKind.REJECTED, OutcomeKind.CONVERTED);
        assertThat(between.getReason()).isEqualTo(Reason.UNKNOWN_OFFER.code());
        assertThat(payouts(settle)).containsExactly("5.00", "9.00");
    }

    @Test
    void shouldKnowAnEntryAMomentBeforeItWasMade() {
        PaperSettle settle = new PaperSettle(
                parties().with(Topics.OFFERS, offer(1, CHANGE, paying("5"))).build());

        settle.take(matched(order("o-1").at(BEFORE)));

        assertThat(payouts(settle)).containsExactly("5.00");
    }

    @Test
    void shouldRepriceNothingThatWasJudgedBeforeALateChangeWasRead() {
        Catalog early = parties()
                .with(Topics.OFFERS, offer(1, Instant.EPOCH, paying("5")))
                .build();
        PaperSettle settle = new PaperSettle(early);
        settle.take(matched(order("o-1").at(CHANGE.plusSeconds(1))));

        settle.change(changed(paying("5"), paying("7")));
        settle.take(matched(order("o-1", ReportedStatus.APPROVED).at(CHANGE.plusSeconds(2))));
        settle.take(matched(order("o-2").at(CHANGE.plusSeconds(2))));

        assertThat(settle.conversions()).extracting(Conversion::getOrderId).containsExactly("o-1", "o-2");
        assertThat(payouts(settle)).containsExactly("5.00", "7.00");
        assertThat(settle.conversions().get(0).getOfferVersion()).isEqualTo(1);
    }

    @Test
    void shouldPriceAChangedAmountByTheTermsOfItsConversionAndAnUpsellByItsOwn() {
        GoalFixture update = aSale(DedupeKey.ORDER_ID, DedupeScope.OFFER, DedupeMode.UPDATE);
        PaperSettle updating = new PaperSettle(changed(
                update.payingPercent("10", "20"),
                aSale(DedupeKey.ORDER_ID, DedupeScope.OFFER, DedupeMode.UPDATE).payingPercent("50", "60")));
        updating.take(matched(order("o-1").sale("100").at(BEFORE)));
        updating.take(matched(order("o-1").sale("200").at(CHANGE)));

        assertThat(payouts(updating)).containsExactly("10.00", "20.00");
        assertThat(updating.conversions().get(1).getOfferVersion()).isEqualTo(1);

        PaperSettle upselling = new PaperSettle(changed(
                aSale(DedupeKey.ORDER_ID, DedupeScope.OFFER, DedupeMode.ACCUMULATE)
                        .payingPercent("10", "20"),
                aSale(DedupeKey.ORDER_ID, DedupeScope.OFFER, DedupeMode.ACCUMULATE)
                        .payingPercent("50", "60")));
        upselling.take(matched(order("o-1").sale("100").at(BEFORE)));
        upselling.take(matched(order("o-1").sale("200").at(CHANGE)));

        assertThat(payouts(upselling)).containsExactly("10.00", "110.00");
        assertThat(upselling.conversions().get(1).getOfferVersion()).isEqualTo(2);
    }

    @Test
    void shouldPriceByTheTierOnWhichTheAffiliateStood() {
        GoalFixture goal = aSale().payout(cpa("5").rule("gold", when -> when.setTiers(List.of("gold")), cpa("8")));
        PaperSettle settle = new PaperSettle(parties()
                .with(Topics.OFFERS, offer(1, Instant.EPOCH, goal))
                .with(Topics.AFFILIATE_TIERS, aTierOf("aff-1", "gold", CHANGE))
                .build());

        settle.take(matched(order("o-1").at(BEFORE)));
        settle.take(matched(order("o-2").at(CHANGE)));

        assertThat(payouts(settle)).containsExactly("5.00", "8.00");
        assertThat(settle.conversions()).extracting(Conversion::getTier).containsExactly(null, "gold");
        assertThat(settle.conversions().get(1).getPayoutRule()).isEqualTo("goal.sale.payout.rules.gold");
    }

    @Test
    void shouldConvertAChangedAmountAtTheRateOfTheConversionsDay() {
        ExchangeRates rates = ExchangeRates.newBuilder(
                        anExchangeRate("EUR", "USD", LocalDate.parse("2026-11-20"), "1.1"))
                .build();
        ExchangeRates next = ExchangeRates.newBuilder(
                        anExchangeRate("EUR", "USD", LocalDate.parse("2026-11-21"), "1.5"))
                .build();
        ExchangeRates both = ExchangeRates.newBuilder(rates)
                .setRates(List.of(rates.getRates().get(0), next.getRates().get(0)))
                .build();
        GoalFixture goal = aSale(DedupeKey.ORDER_ID, DedupeScope.OFFER, DedupeMode.UPDATE)
                .payout(cps("10"))
                .revenue(cps("20"));
        PaperSettle settle = new PaperSettle(parties()
                .with(Topics.OFFERS, offer(1, Instant.EPOCH, goal))
                .with(Topics.RATES, both)
                .build());
        Instant nextDay = NOON.plus(Duration.ofDays(1));

        settle.take(matched(euros("o-1", "100").at(NOON.plusSeconds(60))));
        PostbackOutcome same = settle.take(matched(euros("o-1", "100").at(nextDay)));
        settle.take(matched(euros("o-1", "200").at(nextDay)));
        settle.take(matched(euros("o-2", "100").at(nextDay)));

        assertThat(same.getOutcome()).isEqualTo(OutcomeKind.DUPLICATE);
        assertThat(payouts(settle)).containsExactly("11.00", "22.00", "15.00");
        assertThat(settle.conversions())
                .extracting(version -> version.getExchange().getRateFrom().toString())
                .containsExactly("2026-11-20", "2026-11-20", "2026-11-21");
    }

    @Test
    void shouldPayMoreFromTheHundredthConversionOnAndKeepThatWhenItIsPricedAgain() {
        GoalFixture goal = aSale(DedupeKey.ORDER_ID, DedupeScope.OFFER, DedupeMode.UPDATE)
                .payout(cps("10").rule("many", when -> when.setVolume(fromThe(3, CapPeriod.DAY, "UTC")), cps("20")));
        PaperSettle settle = new PaperSettle(
                parties().with(Topics.OFFERS, offer(1, Instant.EPOCH, goal)).build());

        for (int number = 1; number <= 4; number++) {
            settle.take(matched(order("o-" + number).sale("100").at(NOON.plusSeconds(number))));
        }
        // The second stays the second, though there are four now.
        settle.take(matched(order("o-2").sale("200").at(NOON.plusSeconds(10))));
        // Two are taken back: the next is the third again.
        settle.take(matched(order("o-1", ReportedStatus.REVERSED).at(NOON.plusSeconds(20))));
        settle.take(matched(order("o-4", ReportedStatus.REVERSED).at(NOON.plusSeconds(21))));
        settle.take(matched(order("o-5").sale("100").at(NOON.plusSeconds(30))));
        settle.take(matched(order("o-6").sale("100").at(NOON.plus(Duration.ofDays(1)))));

        assertThat(payouts(settle))
                .containsExactly("10.00", "10.00", "20.00", "20.00", "20.00", "0.00", "0.00", "20.00", "10.00");
        assertThat(settle.newest(settle.conversions().get(1).getConversionId()).getPayoutRule())
                .isEqualTo("goal.sale.payout.cps");
    }

    private static PostbackFixture euros(String order, String amount) {
        return order(order).sale(amount).currency("EUR");
    }

    private static GoalFixture paying(String amount) {
        return aSale().payingAmount(amount, "10");
    }

    private static Catalog changed(GoalFixture before, GoalFixture after) {
        return parties()
                .with(Topics.OFFERS, offer(1, Instant.EPOCH, before))
                .with(Topics.OFFERS, offer(2, CHANGE, after))
                .build();
    }

    private static Offer offer(int version, Instant from, GoalFixture goal) {
        return anOffer("shoes").version(version).since(from).goal(goal).build();
    }

    private static CatalogFixture parties() {
        return aCatalog().with(anAffiliate("aff-1")).with(anAffiliate("aff-2"));
    }

    private static List<String> payouts(PaperSettle settle) {
        return settle.conversions().stream()
                .map(version -> version.getPayout().setScale(2).toPlainString())
                .toList();
    }
}
