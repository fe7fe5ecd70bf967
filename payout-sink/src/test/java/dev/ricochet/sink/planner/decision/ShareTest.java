package dev.ricochet.sink.planner.decision;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aConversion;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.catalog.Share;
import dev.ricochet.schemas.event.Adjustment;
import dev.ricochet.schemas.event.AdjustmentShare;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.Split;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShareTest {

    @Test
    void shouldTellTheOnlyAffiliateOfTheConversionAsItIs() {
        Conversion conversion = aConversion().build();

        assertThat(Share.of(conversion)).containsExactly(conversion);
    }

    @Test
    void shouldTellEachAffiliateOfItsOwnPartAndItsOwnClick() {
        Conversion whole = aConversion().build();
        Conversion shared = Conversion.newBuilder(whole)
                .setSplits(List.of(split("aff-1", "0.6", "6.00", "c-1"), split("aff-2", "0.4", "4.00", "c-2")))
                .build();

        List<Conversion> told = Share.of(shared);

        assertThat(told).extracting(Conversion::getAffiliateId).containsExactly("aff-1", "aff-2");
        assertThat(told).extracting(Conversion::getPayout).containsExactly(amount("6.00"), amount("4.00"));
        assertThat(told.get(0).getClickId()).isEqualTo(whole.getClickId());
        assertThat(told.get(1).getClickId()).isEqualTo("c-2");
        assertThat(told.get(1).getSubs()).containsExactly("own");
        assertThat(Share.of(shared, "aff-2")).isEqualTo(told.get(1));
        assertThat(Share.of(shared, "aff-3")).isNull();
        assertThat(told)
                .allSatisfy(each -> assertThat(each.getSplits()).isEmpty())
                .allSatisfy(each -> assertThat(each.getConversionId()).isEqualTo(whole.getConversionId()));
    }

    @Test
    void shouldTellWhatItIsWorthNowAndOnlyThePublicReason() {
        Conversion reversed = Conversion.newBuilder(aConversion().build())
                .setPayout(amount("10"))
                .setSplits(List.of(split("aff-1", "0.6", "6.00", "c-1"), split("aff-2", "0.4", "4.00", "c-2")))
                .setAdjustments(List.of(Adjustment.newBuilder()
                        .setVersion(2)
                        .setAdjustedAt(NOON)
                        .setPayout(amount("-10"))
                        .setRevenue(amount("-14"))
                        .setSplits(List.of(
                                new AdjustmentShare("aff-1", amount("-6")), new AdjustmentShare("aff-2", amount("-4"))))
                        .build()))
                .setReason("ip_velocity")
                .setPublicReason("Quality rules.")
                .build();

        assertThat(Share.of(reversed)).allSatisfy(told -> {
            assertThat(told.getPayout()).isEqualByComparingTo("0");
            assertThat(told.getAdjustments()).isEmpty();
            assertThat(told.getReason()).isEqualTo("Quality rules.");
        });
    }

    private static Split split(String affiliateId, String credit, String payout, String clickId) {
        return Split.newBuilder()
                .setAffiliateId(affiliateId)
                .setCredit(amount(credit))
                .setPayout(amount(payout))
                .setClickId(clickId)
                .setClickedAt(NOON)
                .setSource("own-source")
                .setSubs(List.of("own"))
                .build();
    }

    private static BigDecimal amount(String amount) {
        return new BigDecimal(amount).setScale(6);
    }
}
