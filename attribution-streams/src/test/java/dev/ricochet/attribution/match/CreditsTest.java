package dev.ricochet.attribution.match;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.catalog.AttributionModel;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CreditsTest {

    static final long NINETY_DAYS = 90L * 24 * 60 * 60 * 1000;

    @Property
    void shouldSumToExactlyOne(
            @ForAll AttributionModel model,
            @ForAll @Size(min = 1, max = 21) List<@LongRange(max = NINETY_DAYS) Long> ages) {
        List<BigDecimal> credits = Credits.of(model, touches(ages));

        assertThat(credits).hasSameSizeAs(ages).allSatisfy(credit -> {
            assertThat(credit).isNotNegative();
            assertThat(credit.scale()).isEqualTo(6);
        });
        assertThat(credits.stream().reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualTo(new BigDecimal("1.000000"));
    }

    @Property
    void shouldNeverGiveAnOlderTouchMoreByDecay(
            @ForAll @Size(min = 1, max = 21) List<@LongRange(max = NINETY_DAYS) Long> ages) {
        assertThat(Credits.of(AttributionModel.TIME_DECAY, touches(ages))).isSorted();
    }

    @Property
    void shouldGiveAllTheSameWhereCreditIsLinear(@ForAll @IntRange(min = 1, max = 21) int count) {
        List<BigDecimal> credits = Credits.of(AttributionModel.LINEAR, everyDay(count));

        BigDecimal least = credits.get(0);
        assertThat(credits)
                .allSatisfy(credit ->
                        assertThat(credit.subtract(least)).isBetween(BigDecimal.ZERO, new BigDecimal("0.000001")));
    }

    @Test
    void shouldGiveAllToTheLastOrTheFirst() {
        assertThat(credits(AttributionModel.LAST_CLICK, 3)).containsExactly("0.000000", "0.000000", "1.000000");
        assertThat(credits(AttributionModel.FIRST_CLICK, 3)).containsExactly("1.000000", "0.000000", "0.000000");
    }

    @Test
    void shouldGiveWhatIsLeftByRoundingToTheNewer() {
        assertThat(credits(AttributionModel.LINEAR, 3)).containsExactly("0.333333", "0.333333", "0.333334");
    }

    @Test
    void shouldWeighByPosition() {
        assertThat(credits(AttributionModel.POSITION_BASED, 1)).containsExactly("1.000000");
        assertThat(credits(AttributionModel.POSITION_BASED, 2)).containsExactly("0.500000", "0.500000");
        assertThat(credits(AttributionModel.POSITION_BASED, 3)).containsExactly("0.400000", "0.200000", "0.400000");
        assertThat(credits(AttributionModel.POSITION_BASED, 5))
                .containsExactly("0.400000", "0.066666", "0.066667", "0.066667", "0.400000");
    }

    @Test
    void shouldWeighATouchHalfAsMuchAsOneAWeekLater() {
        List<Instant> weeks = List.of(NOON.minus(Duration.ofDays(14)), NOON.minus(Duration.ofDays(7)), NOON);

        // 1 : 2 : 4
        assertThat(Credits.of(AttributionModel.TIME_DECAY, weeks))
                .extracting(BigDecimal::toPlainString)
                .containsExactly("0.142857", "0.285714", "0.571429");
    }

    @Test
    void shouldDecayWithinAWeekToo() {
        List<Instant> halfAWeek = List.of(NOON.minus(Duration.ofHours(84)), NOON);

        // 1 : the square root of 2
        assertThat(Credits.of(AttributionModel.TIME_DECAY, halfAWeek))
                .extracting(BigDecimal::toPlainString)
                .containsExactly("0.414214", "0.585786");
    }

    private static List<String> credits(AttributionModel model, int count) {
        return Credits.of(model, everyDay(count)).stream()
                .map(BigDecimal::toPlainString)
                .toList();
    }

    private static List<Instant> everyDay(int count) {
        return IntStream.range(0, count)
                .mapToObj(day -> NOON.plus(Duration.ofDays(day)))
                .toList();
    }

    private static List<Instant> touches(List<Long> ages) {
        List<Instant> touches = new ArrayList<>();
        ages.stream().sorted().forEach(age -> touches.add(0, NOON.minusMillis(age)));
        return touches;
    }
}
