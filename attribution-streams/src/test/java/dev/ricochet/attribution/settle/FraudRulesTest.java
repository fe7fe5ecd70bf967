package dev.ricochet.attribution.settle;

import static dev.ricochet.attribution.settle.Scene.aSale;
import static dev.ricochet.attribution.settle.Scene.matched;
import static dev.ricochet.attribution.settle.Scene.order;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.ricochet.kit.catalog.CatalogBuilder;
import dev.ricochet.schemas.catalog.FraudKind;
import dev.ricochet.schemas.catalog.FraudRule;
import dev.ricochet.schemas.catalog.FraudVerdict;
import dev.ricochet.schemas.catalog.ListKind;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.ValueList;
import dev.ricochet.schemas.event.Check;
import dev.ricochet.schemas.event.CheckVerdict;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionRate;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.RateStanding;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.testkit.fixture.CatalogFixture;
import dev.ricochet.testkit.fixture.ClickFixture;
import dev.ricochet.testkit.fixture.OfferFixture;
import dev.ricochet.testkit.fixture.PostbackFixture;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FraudRulesTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void shouldRefuseWhatComesTooLate() {
        PaperSettle settle = settle(rule("slow", FraudKind.CLICK_TO_CONVERSION)
                .setAtLeastMs(1000L)
                .setAtMostMs(Duration.ofDays(2).toMillis()));
        PostbackOutcome outcome = take(settle, visit(), order(CLICK, "o-1").at(NOON.plus(Duration.ofDays(3))));
        assertThat(outcome.getReason()).isEqualTo("click_too_old");
        assertThat(outcome.getRuleId()).isEqualTo("fraud.slow");
        assertThat(outcome.getObserved()).isEqualTo("259200000 ms");
        assertThat(outcome.getThreshold()).isEqualTo("1000 ms to 172800000 ms");
    }

    @Test
    void shouldRefuseTooManyOfOneAddressWithinTheWindow() {
        PaperSettle settle = settle(velocity(FraudKind.IP_VELOCITY, 2));
        assertThat(after(settle, "o-1", Duration.ofMinutes(1)).getOutcome()).isEqualTo(OutcomeKind.CONVERTED);
        assertThat(after(settle, "o-2", Duration.ofMinutes(2)).getOutcome()).isEqualTo(OutcomeKind.CONVERTED);
        PostbackOutcome third = after(settle, "o-3", Duration.ofMinutes(3));
        assertThat(third.getReason()).isEqualTo("ip_velocity");
        assertThat(third.getObserved()).isEqualTo("3 in PT1H");
        assertThat(third.getThreshold()).isEqualTo("at most 2 in PT1H");
        assertThat(after(settle, "o-4", Duration.ofMinutes(200)).getOutcome()).isEqualTo(OutcomeKind.CONVERTED);
    }

    @Test
    void shouldCountAHouseholdOfIpv6AsOneAddress() {
        PaperSettle settle = settle(velocity(FraudKind.IP_VELOCITY, 1));
        Click first = visit().fromIp("2001:db8:1:2::1").build();
        Click second = visit().fromIp("2001:db8:1:2:ffff::9").build();
        Click neighbour = visit().fromIp("2001:db8:1:3::1").build();
        settle.take(matched(first, order(first, "o-1")));
        assertThat(settle.take(matched(second, order(second, "o-2"))).getReason())
                .isEqualTo("ip_velocity");
        assertThat(settle.take(matched(neighbour, order(neighbour, "o-3"))).getOutcome())
                .isEqualTo(OutcomeKind.CONVERTED);
    }

    @Test
    void shouldCountEachAffiliateByItself() {
        PaperSettle settle = settle(velocity(FraudKind.AFFILIATE_VELOCITY, 1));
        Click other = visit().by("aff-2").build();
        take(settle, visit(), order(CLICK, "o-1"));
        assertThat(take(settle, visit(), order(CLICK, "o-2")).getReason()).isEqualTo("affiliate_velocity");
        assertThat(settle.take(matched(other, order(other, "o-3"))).getOutcome())
                .isEqualTo(OutcomeKind.CONVERTED);
    }

    @Test
    void shouldRefuseWhoseConversionRateIsOutOfBoundsSinceThatWasCounted() {
        FraudRule.Builder rate = rule("rate", FraudKind.CONVERSION_RATE)
                .setWindowMs(Duration.ofDays(7).toMillis())
                .setLeastSample(100L)
                .setMostRate(new BigDecimal("0.300000"));
        Instant counted = NOON.plus(HOUR.multipliedBy(2));
        PaperSettle settle = new PaperSettle(new CatalogBuilder()
                .with(Topics.AFFILIATES, anAffiliate("aff-1").build())
                .with(
                        Topics.OFFERS,
                        Offer.newBuilder(anOffer("shoes").goal(aSale()).build())
                                .setFraudRules(List.of(rate.build()))
                                .build())
                .with(Topics.CONVERSION_RATES, aRate("rate", 1000, 301, counted))
                .build());

        PostbackOutcome before = take(settle, visit(), order(CLICK, "o-1").at(NOON.plus(HOUR)));
        PostbackOutcome since = take(settle, visit(), order(CLICK, "o-2").at(counted));

        assertThat(before.getOutcome()).isEqualTo(OutcomeKind.CONVERTED);
        assertThat(before.getChecks())
                .extracting(Check::getVerdict, Check::getObserved)
                .containsExactly(tuple(CheckVerdict.PASSED, null));
        assertThat(since.getReason()).isEqualTo("conversion_rate");
        assertThat(since.getObserved()).startsWith("301 conversions of 1000 clicks in PT168H until ");
        assertThat(since.getThreshold()).isEqualTo("at most 0.3 conversions a click, of 100 clicks or more in PT168H");
        assertThat(since.getPublicReason()).doesNotContain("0.3", "rate");
    }

    private static ConversionRate aRate(String rule, long clicks, long conversions, Instant since) {
        return ConversionRate.newBuilder()
                .setId("aff-1|shoes|" + rule)
                .setAffiliateId("aff-1")
                .setOfferId("shoes")
                .setRuleId(rule)
                .setVersion(1)
                .setEffectiveFrom(since)
                .setStanding(RateStanding.ABOVE)
                .setClicks(clicks)
                .setConverted(conversions)
                .setWindowMs(Duration.ofDays(7).toMillis())
                .setCountedUntil(since)
                .build();
    }

    @Test
    void shouldKeepWindowsBoundedWhateverComes() {
        PaperSettle settle = settle(velocity(FraudKind.AFFILIATE_VELOCITY, 1_000_000));
        for (int minute = 0; minute < 500; minute++) {
            after(settle, "o-" + minute, Duration.ofMinutes(minute));
        }
        assertThat(settle.windows("shoes").values())
                .singleElement()
                .satisfies(window -> assertThat(window.getCounts()).hasSizeLessThanOrEqualTo(61));
    }

    @Test
    void shouldNoticeAnotherCountryAndAnotherAddress() {
        PaperSettle settle = settle(
                rule("country", FraudKind.COUNTRY_MISMATCH).setVerdict(FraudVerdict.FLAG),
                rule("address", FraudKind.IP_MISMATCH).setVerdict(FraudVerdict.HOLD));
        Click click = visit().fromCountry("DE").fromIp("203.0.113.7").build();
        PostbackOutcome outcome = settle.take(matched(
                click, order(click, "o-1").parameter("visitor_country", "us").parameter("visitor_ip", "203.0.113.8")));
        assertThat(outcome.getReason()).isEqualTo("ip_mismatch");
        assertThat(outcome.getChecks())
                .extracting(Check::getRuleId, Check::getVerdict, Check::getObserved, Check::getThreshold)
                .containsExactly(
                        tuple("fraud.country", CheckVerdict.FLAG, "US", "DE"),
                        tuple("fraud.address", CheckVerdict.HOLD, "203.0.113.8", "203.0.113.7"));
        Conversion held = settle.newest(outcome.getConversionId());
        assertThat(held.getStatus()).isEqualTo(ConversionStatus.HELD);
        assertThat(held.getChecks()).isEqualTo(outcome.getChecks());
        assertThat(held.getPublicReason()).isEqualTo("The conversion does not meet the network's quality rules.");
    }

    @Test
    void shouldPassWhatIsNotKnown() {
        PaperSettle settle = settle(
                rule("country", FraudKind.COUNTRY_MISMATCH),
                rule("address", FraudKind.IP_MISMATCH),
                rule("listed", FraudKind.LISTED).setLists(List.of("gone")));
        PostbackOutcome outcome = take(settle, visit(), order(CLICK, "o-1"));
        assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.CONVERTED);
        assertThat(outcome.getChecks()).hasSize(3).allMatch(check -> check.getVerdict() == CheckVerdict.PASSED);
    }

    @ParameterizedTest(name = "{0} {1}: {2} is listed {3}")
    @CsvSource({
        "ADDRESSES, 203.0.113.0/24, 203.0.113.7, true",
        "ADDRESSES, 203.0.113.7, 203.0.113.7, true",
        "ADDRESSES, 203.0.112.0/24, 203.0.113.7, false",
        "ADDRESSES, 2001:db8::/32, 2001:db8:9::1, true",
        "ADDRESSES, 203.0.113.0/24, ::ffff:203.0.113.7, true",
        "AGENTS, MOZILLA, 203.0.113.7, true",
        "AGENTS, curl, 203.0.113.7, false",
        "SOURCES, site-*, 203.0.113.7, true",
        "SOURCES, site-1, 203.0.113.7, true",
        "SOURCES, site, 203.0.113.7, false",
        "SUBS, sub-2, 203.0.113.7, true",
        "COUNTRIES, de, 203.0.113.7, true",
        "COUNTRIES, US, 203.0.113.7, false",
    })
    void shouldFindWhatIsListed(ListKind kind, String entry, String ip, boolean isListed) {
        PaperSettle settle = new PaperSettle(catalog(anOffer("shoes")
                        .goal(aSale())
                        .fraudRule(rule("listed", FraudKind.LISTED)
                                .setLists(List.of("bad"))
                                .build()))
                .with(
                        Topics.LISTS,
                        ValueList.newBuilder()
                                .setId("bad")
                                .setVersion(4)
                                .setEffectiveFrom(Instant.EPOCH)
                                .setKind(kind)
                                .setEntries(List.of("198.51.100.99", entry))
                                .build())
                .build());
        Click click = visit().fromIp(ip)
                .from("site-1")
                .subs("sub-1", "sub-2")
                .fromCountry("DE")
                .build();
        PostbackOutcome outcome = settle.take(matched(click, order(click, "o-1")));
        assertThat(outcome.getReason()).isEqualTo(isListed ? "listed" : null);
        if (isListed) {
            assertThat(outcome.getObserved()).endsWith(" on bad (version 4)");
        }
    }

    @Test
    void shouldRecordAndNotApplyWhatRunsInTheShadow() {
        PaperSettle settle = settle(
                velocity(FraudKind.AFFILIATE_VELOCITY, 0).setShadow(true),
                rule("slow", FraudKind.CLICK_TO_CONVERSION).setAtLeastMs(0L));
        PostbackOutcome outcome = take(settle, visit(), order(CLICK, "o-1"));
        assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.CONVERTED);
        assertThat(outcome.getReason()).isNull();
        assertThat(outcome.getChecks())
                .extracting(Check::getVerdict, Check::getShadow)
                .containsExactly(tuple(CheckVerdict.REJECT, true), tuple(CheckVerdict.PASSED, false));
    }

    @Test
    void shouldTellTheRulesOwnWordsWhereItHasSome() {
        PaperSettle settle =
                settle(velocity(FraudKind.AFFILIATE_VELOCITY, 0).setPublicReason("Please ask your manager."));
        assertThat(take(settle, visit(), order(CLICK, "o-1")).getPublicReason()).isEqualTo("Please ask your manager.");
    }

    private static final Click CLICK = visit().build();

    private static ClickFixture visit() {
        return aClick().at(NOON);
    }

    private static PostbackOutcome take(PaperSettle settle, ClickFixture click, PostbackFixture postback) {
        return settle.take(matched(click.build(), postback));
    }

    private static PostbackOutcome after(PaperSettle settle, String order, Duration time) {
        return take(settle, visit(), order(CLICK, order).at(NOON.plus(time)));
    }

    private static FraudRule.Builder rule(String id, FraudKind kind) {
        return FraudRule.newBuilder().setId(id).setKind(kind).setVerdict(FraudVerdict.REJECT);
    }

    private static FraudRule.Builder velocity(FraudKind kind, long most) {
        return rule("fast", kind).setWindowMs(HOUR.toMillis()).setMost(most);
    }

    private static PaperSettle settle(FraudRule.Builder... rules) {
        OfferFixture offer = anOffer("shoes").goal(aSale());
        for (FraudRule.Builder rule : rules) {
            offer.fraudRule(rule.build());
        }
        return new PaperSettle(catalog(offer).build());
    }

    private static CatalogFixture catalog(OfferFixture offer) {
        return aCatalog().with(anAffiliate("aff-1")).with(anAffiliate("aff-2")).with(offer);
    }
}
