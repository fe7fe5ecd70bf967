package dev.ricochet.attribution.settle.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class PayoutsTest {

    @Test
    void shouldGiveWhatRoundingLeavesToWhoLostMost() {
        assertThat(parts("10.00", "0.333334", "0.333333", "0.333333")).containsExactly("3.34", "3.33", "3.33");
        assertThat(parts("0.05", "0.5", "0.25", "0.25")).containsExactly("0.03", "0.01", "0.01");
        assertThat(parts("0.01", "0.5", "0.5")).containsExactly("0.01", "0");
        assertThat(parts("1.00", "0.4", "0.2", "0.4")).containsExactly("0.4", "0.2", "0.4");
    }

    @Test
    void shouldGiveWhatIsLessThanACentToTheFirst() {
        assertThat(parts("0.125", "0.5", "0.5")).containsExactly("0.065", "0.06");
    }

    @Test
    void shouldTakeBackAsItPays() {
        assertThat(parts("-10.00", "0.333334", "0.333333", "0.333333")).containsExactly("-3.34", "-3.33", "-3.33");
    }

    @Property
    void shouldSumExactlyToTheWhole(
            @ForAll @BigRange(min = "-1000000", max = "1000000") @Scale(6) BigDecimal whole,
            @ForAll @IntRange(max = 3) int minorDigits,
            @ForAll("credits") List<BigDecimal> credits) {
        List<BigDecimal> parts = Payouts.parts(whole, minorDigits, credits);

        assertThat(parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo(whole);
    }

    /** Nobody is a whole unit off: neither more nor less than that lies between a share and what is exact. */
    @Property
    void shouldGiveEachItsShareButForLessThanAUnit(
            @ForAll @BigRange(min = "0", max = "1000000") @Scale(2) BigDecimal whole,
            @ForAll("credits") List<BigDecimal> credits) {
        List<BigDecimal> parts = Payouts.parts(whole, 2, credits);

        for (int i = 0; i < parts.size(); i++) {
            assertThat(parts.get(i).subtract(whole.multiply(credits.get(i))).abs())
                    .isLessThan(new BigDecimal("0.01"));
            assertThat(parts.get(i).signum()).isGreaterThanOrEqualTo(0);
        }
    }

    /** Shares of six decimals that sum to exactly 1, the greatest first as those of a conversion are. */
    @Provide
    Arbitrary<List<BigDecimal>> credits() {
        return Arbitraries.integers().between(0, 1_000_000).list().ofMaxSize(7).map(cuts -> {
            List<Integer> sorted = new ArrayList<>(cuts);
            sorted.add(0);
            sorted.add(1_000_000);
            sorted.sort(null);
            List<BigDecimal> credits = new ArrayList<>();
            for (int i = 1; i < sorted.size(); i++) {
                credits.add(BigDecimal.valueOf(sorted.get(i) - sorted.get(i - 1), 6));
            }
            credits.sort((one, other) -> other.compareTo(one));
            return credits;
        });
    }

    private static List<String> parts(String whole, String... credits) {
        return Payouts.parts(
                        new BigDecimal(whole),
                        2,
                        List.of(credits).stream()
                                .map(credit -> new BigDecimal(credit).setScale(6, RoundingMode.UNNECESSARY))
                                .toList())
                .stream()
                .map(part ->
                        part.signum() == 0 ? "0" : part.stripTrailingZeros().toPlainString())
                .toList();
    }
}
