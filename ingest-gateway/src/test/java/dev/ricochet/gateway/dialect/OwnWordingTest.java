package dev.ricochet.gateway.dialect;

import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.Wording;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.schemas.postback.Field;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnWordingTest {

    @Test
    void shouldLayTheAdvertisersWordingOverItsDialect() {
        Advertiser advertiser = speaking(
                "keitaro",
                Wording.newBuilder()
                        .setParameters(Map.of("payout", "sale_amount", "Pwd", "token"))
                        .setStatuses(Map.of("deposit", "approved", "sale", "pending"))
                        .setGoals(Map.of("1", "signup"))
                        .setDecimalComma(true)
                        .setTimeFormat("dd.MM.yyyy HH:mm")
                        .setTimeZone("Europe/Berlin")
                        .build());

        Dialect dialect = Dialects.of(advertiser);
        Report report = dialect.read(Parameters.ofQuery("subid=c1&payout=1&Pwd=x"));

        assertThat(report.value(Field.CLICK_ID)).isEqualTo("c1");
        assertThat(report.value(Field.SALE_AMOUNT)).isEqualTo("1");
        assertThat(report.value(Field.REVENUE)).isNull();
        assertThat(report.value(Field.TOKEN)).isEqualTo("x");
        assertThat(report.writtenAs(Field.CLICK_ID)).isEqualTo("subid");
        assertThat(dialect.status("Deposit")).isEqualTo(ReportedStatus.APPROVED);
        assertThat(dialect.status("sale")).isEqualTo(ReportedStatus.PENDING);
        assertThat(dialect.status("rejected")).isEqualTo(ReportedStatus.REJECTED);
        assertThat(dialect.goal("1")).isEqualTo("signup");
        assertThat(dialect.goal("2")).isEqualTo("2");
        assertThat(dialect.decimalComma()).isTrue();
        assertThat(dialect.times().read("01.03.2026 12:30")).isEqualTo("2026-03-01T11:30:00Z");
        assertThat(dialect.secretParameters()).contains("pwd", "token");
    }

    @Test
    void shouldBeNothingButTheWordingWhereTheDialectIsCustom() {
        Advertiser advertiser = speaking(
                "custom",
                Wording.newBuilder().setParameters(Map.of("ref", "order_id")).build());

        assertThat(Dialects.of(advertiser).fields()).isEqualTo(Map.of("ref", Field.ORDER_ID));
    }

    @Test
    void shouldReadTimesOfAZoneThatTheyDoNotName() {
        Advertiser advertiser = speaking(
                "ricochet", Wording.newBuilder().setTimeZone("America/New_York").build());

        assertThat(Dialects.of(advertiser).times().read("2026-03-01T12:00:00")).isEqualTo("2026-03-01T17:00:00Z");
    }

    @Test
    void shouldBuildADialectOnceForAnEntry() {
        Advertiser advertiser = speaking("tune", Wording.newBuilder().build());

        assertThat(Dialects.of(advertiser)).isSameAs(Dialects.of(advertiser));
        assertThat(Dialects.of(speaking("klingon", Wording.newBuilder().build())))
                .isNull();
        assertThat(Dialects.of(anAdvertiser("acme").speaking("tune").build())).isSameAs(Dialects.named("tune"));
    }

    private static Advertiser speaking(String dialect, Wording wording) {
        return anAdvertiser("acme").speaking(dialect).writing(wording).build();
    }
}
