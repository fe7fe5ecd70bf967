package dev.ricochet.attribution.stats.hourly;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aChangeOf;
import static dev.ricochet.testkit.fixture.Fixtures.aConversion;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.event.Adjustment;
import dev.ricochet.schemas.event.AdjustmentShare;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.Split;
import dev.ricochet.schemas.state.StatsAmounts;
import dev.ricochet.schemas.state.StatsResults;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConversionCountTest {

    private static final HourKey FIRST = HourKey.at("aff-1", "shoes", NOON);
    private static final HourKey SECOND = HourKey.at("aff-2", "shoes", NOON);

    private final Conversion shared = Conversion.newBuilder(aConversion().build())
            .setSplits(List.of(split("aff-1", "0.6", "6"), split("aff-2", "0.4", "4")))
            .build();

    @Test
    void shouldGiveEachItsShareAndCountTheConversionOnce() {
        Map<HourKey, StatsResults> results = applied(List.of(shared));
        assertThat(results.get(FIRST).getConversions()).containsExactlyEntriesOf(Map.of("APPROVED", 1L));
        assertThat(results.get(FIRST).getAmounts()).containsExactly(amounts("6", "14"));
        assertThat(results.get(SECOND).getConversions()).isEmpty();
        assertThat(results.get(SECOND).getAmounts()).containsExactly(amounts("4", "0"));
    }

    @Test
    void shouldTakeEveryShareBack() {
        Conversion reversed = Conversion.newBuilder(
                        aChangeOf(shared).payout("0").revenue("0").build())
                .setSplits(List.of(split("aff-1", "0.6", "0"), split("aff-2", "0.4", "0")))
                .build();
        Map<HourKey, StatsResults> results = applied(List.of(shared, reversed));
        assertThat(results.get(FIRST).getAmounts()).isEmpty();
        assertThat(results.get(SECOND)).isEqualTo(Counts.NO_RESULTS);
    }

    @Test
    void shouldCountWhatWasAdjustedAfterThePeriodWasClosed() {
        Conversion adjusted = Conversion.newBuilder(aChangeOf(shared).build())
                .setAdjustments(List.of(Adjustment.newBuilder()
                        .setVersion(2)
                        .setAdjustedAt(NOON)
                        .setPayout(wire("-5"))
                        .setRevenue(wire("-7"))
                        .setSplits(List.of(
                                new AdjustmentShare("aff-1", wire("-3")), new AdjustmentShare("aff-2", wire("-2"))))
                        .build()))
                .build();

        Map<HourKey, StatsResults> results = applied(List.of(shared, adjusted));

        assertThat(results.get(FIRST).getAmounts()).containsExactly(amounts("3", "7"));
        assertThat(results.get(SECOND).getAmounts()).containsExactly(amounts("2", "0"));
    }

    @Test
    void shouldChangeNothingWhereTheNextVersionCountsTheSame() {
        Conversion next = aChangeOf(shared).build();
        assertThat(ConversionCount.change(ConversionCount.of(shared), ConversionCount.of(next)))
                .isEmpty();
    }

    private static Map<HourKey, StatsResults> applied(List<Conversion> versions) {
        Map<HourKey, StatsResults> results = new HashMap<>();
        for (int i = 0; i < versions.size(); i++) {
            ConversionCount.change(
                            i == 0 ? null : ConversionCount.of(versions.get(i - 1)),
                            ConversionCount.of(versions.get(i)))
                    .forEach(change -> results.merge(change.key(), change.by(), Counts::plus));
        }
        return results;
    }

    private static Split split(String affiliate, String credit, String payout) {
        return Split.newBuilder()
                .setAffiliateId(affiliate)
                .setCredit(wire(credit))
                .setPayout(wire(payout))
                .build();
    }

    private static StatsAmounts amounts(String payout, String revenue) {
        return new StatsAmounts("USD", wire(payout), wire(revenue));
    }

    private static BigDecimal wire(String amount) {
        return new BigDecimal(amount).setScale(6);
    }
}
