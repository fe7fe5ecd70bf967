package dev.ricochet.gateway.postback;

import static dev.ricochet.testkit.fixture.Fixtures.CLICK_IDS;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ricochet.gateway.postback.Intake.Accepted;
import dev.ricochet.gateway.postback.Intake.Declined;
import dev.ricochet.gateway.refusal.Fault;
import dev.ricochet.gateway.refusal.FaultCode;
import dev.ricochet.gateway.refusal.Refused;
import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.schemas.reason.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PostbackIntakeTest {
    private final Catalog catalog = aCatalog()
            .with(anAdvertiser("acme"))
            .with(anAdvertiser("foreign").speaking("klingon"))
            .with(anOffer("yen").currency("JPY"))
            .with(anOffer("of-another").of("foreign").currency("JPY"))
            .build();
    private final PostbackIntake intake =
            new PostbackIntake(Duration.ofMinutes(5), CLICK_IDS, InstantSource.fixed(NOON), () -> "receipt-1");

    @Test
    void shouldAcceptAFullReport() {
        Postback postback =
                accepted("click_id=c-1&offer_id=shoes&order_id=o-1&goal=sale&status=Approved&sale_amount=99.90"
                        + "&currency=usd&payout=9.99&revenue=13.986&coupon_code=MAY&customer_id=u-7"
                        + "&occurred_at=2026-11-20T13:00:00.123%2B02:00&test=1&utm=x");

        assertThat(postback)
                .isEqualTo(Postback.newBuilder()
                        .setReceiptId("receipt-1")
                        .setReceivedAt(NOON)
                        .setAdvertiserId("acme")
                        .setDialect("ricochet")
                        .setClickId("c-1")
                        .setOfferId("shoes")
                        .setOrderId("o-1")
                        .setGoal("sale")
                        .setStatus(ReportedStatus.APPROVED)
                        .setRawStatus("Approved")
                        .setSaleAmount(new BigDecimal("99.900000"))
                        .setCurrency("USD")
                        .setPayout(new BigDecimal("9.990000"))
                        .setRevenue(new BigDecimal("13.986000"))
                        .setCouponCode("MAY")
                        .setCustomerId("u-7")
                        .setOccurredAt(Instant.parse("2026-11-20T11:00:00.123Z"))
                        .setTest(true)
                        .setParameters(Map.of("utm", "x"))
                        .setIp("198.51.100.4")
                        .build());
    }

    @Test
    void shouldAcceptAReportThatSaysNothing() {
        Postback postback = accepted("click_id=&status=&sale_amount=");

        assertThat(postback.getClickId()).isNull();
        assertThat(postback.getStatus()).isEqualTo(ReportedStatus.NONE);
        assertThat(postback.getRawStatus()).isNull();
        assertThat(postback.getSaleAmount()).isNull();
        assertThat(postback.getParameters()).isEmpty();
    }

    @Test
    void shouldReadTimesInSecondsAndMilliseconds() {
        assertThat(accepted("occurred_at=1763640000").getOccurredAt()).isEqualTo("2025-11-20T12:00:00Z");
        assertThat(accepted("occurred_at=1763640000123").getOccurredAt()).isEqualTo("2025-11-20T12:00:00.123Z");
    }

    @Test
    void shouldTakeClickIdsOfAnotherFormThanOurs() {
        assertThat(accepted("click_id=anything-visible~!").getClickId()).isEqualTo("anything-visible~!");
    }

    @Test
    void shouldRefuseAForgedClickIdWithoutSayingSo() {
        String genuine = CLICK_IDS.mint(NOON);
        String forged = genuine.substring(0, 31) + (genuine.charAt(31) == '0' ? '1' : '0');

        Refused refused = declined("acme", "token=s3cret&order_id=&sale_amount=x&click_id=" + forged)
                .refused();

        assertThat(accepted("click_id=" + genuine).getClickId()).isEqualTo(genuine);
        assertThat(refused.reason()).isEqualTo(Refusal.FORGED_CLICK_ID);
        assertThat(refused.httpStatus()).isEqualTo(422);
        assertThat(refused.staffNote()).contains("signature does not fit");
        assertThat(refused.faults())
                .extracting(Fault::field, Fault::code)
                .containsExactlyInAnyOrder(
                        tuple("sale_amount", FaultCode.MALFORMED), tuple("click_id", FaultCode.UNKNOWN_VALUE));
        assertThat(refused.faults()).extracting(Fault::detail).noneMatch(detail -> detail.contains("sign"));
    }

    @Test
    void shouldRefuseClicksAndTimesThatAreStillToCome() {
        Duration hour = Duration.ofHours(1);
        assertThat(accepted("click_id=" + CLICK_IDS.mint(NOON.plusSeconds(299))).getClickId())
                .isNotNull();
        Refused early = declined("acme", "token=s3cret&click_id=" + CLICK_IDS.mint(NOON.plus(hour)))
                .refused();
        assertThat(early.reason()).isEqualTo(Refusal.FORGED_CLICK_ID);
        assertThat(accepted("occurred_at=" + NOON.plus(hour)).getOccurredAt()).isEqualTo(NOON.plus(hour));
        assertThat(faults("occurred_at=" + NOON.plus(hour.multipliedBy(25))))
                .extracting(Fault::code)
                .containsExactly(FaultCode.IN_FUTURE);
    }

    @Test
    void shouldReportEveryFaultAtOnce() {
        assertThat(faults("click_id=has%20blank&offer_id={offer_id}&order_id=" + "o".repeat(256)
                        + "&goal=a%00b&status=maybe&sale_amount=1e3&currency=BTC&payout=-1&revenue=1.1234567"
                        + "&coupon_code=%ff&occurred_at=yesterday&test=perhaps&customer_id=1&customer_id=2"))
                .extracting(Fault::field, Fault::code)
                .containsExactlyInAnyOrder(
                        tuple("click_id", FaultCode.MALFORMED),
                        tuple("offer_id", FaultCode.UNEXPANDED_MACRO),
                        tuple("order_id", FaultCode.TOO_LONG),
                        tuple("goal", FaultCode.CONTROL_CHARACTER),
                        tuple("status", FaultCode.UNKNOWN_VALUE),
                        tuple("sale_amount", FaultCode.MALFORMED),
                        tuple("currency", FaultCode.UNKNOWN_VALUE),
                        tuple("payout", FaultCode.NEGATIVE),
                        tuple("revenue", FaultCode.TOO_MANY_DECIMALS),
                        tuple("coupon_code", FaultCode.BAD_ENCODING),
                        tuple("occurred_at", FaultCode.MALFORMED),
                        tuple("test", FaultCode.UNKNOWN_VALUE),
                        tuple("customer_id", FaultCode.CONFLICTING));
    }

    @Test
    void shouldMeasureDecimalsByTheCurrencyOfTheReportOrOfItsOffer() {
        assertThat(faults("sale_amount=1.005&currency=USD"))
                .extracting(Fault::code)
                .containsExactly(FaultCode.TOO_MANY_DECIMALS);
        assertThat(faults("sale_amount=1.5&offer_id=yen"))
                .extracting(Fault::code)
                .containsExactly(FaultCode.TOO_MANY_DECIMALS);
        assertThat(accepted("sale_amount=1.5&offer_id=of-another").getSaleAmount())
                .isEqualByComparingTo("1.5");
        assertThat(accepted("sale_amount=1.005&currency=KWD").getSaleAmount()).isEqualByComparingTo("1.005");
        assertThat(accepted("sale_amount=1.5&offer_id=yen&currency=USD").getSaleAmount())
                .isEqualByComparingTo("1.5");
    }

    @Test
    void shouldTakeARepeatedParameterThatSaysTheSame() {
        assertThat(accepted("order_id=o-1&order_id=o-1").getOrderId()).isEqualTo("o-1");
    }

    @Test
    void shouldKeepABoundedPartOfWhatItDoesNotKnow() {
        StringBuilder others = new StringBuilder("long=" + "v".repeat(1_000));
        for (int i = 0; i < 60; i++) {
            others.append("&x").append(i).append("=").append(i);
        }
        Map<String, String> kept = accepted(others.toString()).getParameters();
        assertThat(kept).hasSize(OtherParameters.MOST).containsEntry("x0", "0").doesNotContainKey("token");
        assertThat(kept.get("long")).hasSize(OtherParameters.VALUE_LENGTH);
    }

    @Test
    void shouldRefuseMoreParametersThanItHolds() {
        assertThat(faults("x=1&".repeat(Parameters.MOST + 1)))
                .extracting(Fault::field, Fault::code)
                .containsExactly(tuple("request", FaultCode.TOO_MANY));
    }

    @Test
    void shouldRefuseWhomItDoesNotKnow() {
        assertThat(declined("nobody", "").refused().reason()).isEqualTo(Refusal.UNKNOWN_ADVERTISER);
        assertThat(declined("acme", "token=wrong").refused().reason()).isEqualTo(Refusal.BAD_TOKEN);
        assertThat(declined("acme", "order_id=1").refused().reason()).isEqualTo(Refusal.MISSING_TOKEN);
    }

    @Test
    void shouldRefuseADialectThatItDoesNotSpeak() {
        Declined declined = declined("foreign", "token=s3cret");
        assertThat(declined.refused().reason()).isEqualTo(Refusal.MISCONFIGURED);
        assertThat(declined.refused().staffNote()).contains("klingon");
    }

    @Test
    void shouldTakeTheTokenOfAHeaderBeforeThatOfAParameter() {
        Parameters parameters = Parameters.ofQuery("token=wrong");
        assertThat(intake.decide(catalog, "acme", parameters, new Caller("s3cret", null, false)))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void shouldNotKeepATokenInAnotherCase() {
        assertThat(accepted("Token=s3cret&TOKEN=s3cret&utm=x").getParameters()).containsExactly(Map.entry("utm", "x"));
    }

    @Property
    void shouldDecideOnWhateverIsSent(@ForAll List<String> values) {
        StringBuilder query = new StringBuilder("token=s3cret");
        List<String> names =
                List.of("click_id", "order_id", "status", "sale_amount", "currency", "occurred_at", "test", "other");
        for (int i = 0; i < values.size(); i++) {
            query.append('&').append(names.get(i % names.size())).append('=').append(values.get(i));
        }
        assertThat(decide("acme", query.toString())).isNotNull();
    }

    private Postback accepted(String query) {
        return ((Accepted) decide("acme", "token=s3cret&" + query)).postback();
    }

    private List<Fault> faults(String query) {
        return declined("acme", "token=s3cret&" + query).refused().faults();
    }

    private Declined declined(String advertiser, String query) {
        return (Declined) decide(advertiser, query);
    }

    private Intake decide(String advertiser, String query) {
        return intake.decide(catalog, advertiser, Parameters.ofQuery(query), new Caller(null, "198.51.100.4", false));
    }
}
