package dev.ricochet.attribution.stats.tier;

import static dev.ricochet.testkit.fixture.Fixtures.aTier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.catalog.Tier;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever the ladder and whatever was brought, held against sentences that know nothing of how it is found. */
class LadderPropertiesTest {

    @Property
    void shouldStandOnTheHighestOfThoseWhoseDemandsAreMet(
            @ForAll("ladders") List<Tier> tiers, @ForAll("brought") List<Brought> byWindow) {
        Function<Duration, Brought> within = window -> byWindow.get((int) window.toDays() - 1);
        Optional<Tier> best = tiers.stream()
                .filter(tier -> isMet(tier, within.apply(Duration.ofMillis(tier.getWindowMs()))))
                .max(Comparator.comparingInt(Tier::getRank)
                        .thenComparing(Comparator.comparing(Tier::getId).reversed()));

        Ladder.Place place = Ladder.of(tiers).place(within);

        assertThat(place.tier()).isEqualTo(best.map(Tier::getId).orElse(null));
        best.ifPresent(tier -> {
            assertThat(place.window()).isEqualTo(Duration.ofMillis(tier.getWindowMs()));
            assertThat(place.brought()).isEqualTo(within.apply(place.window()));
        });
    }

    @Property
    void shouldNeverStandLowerForMoreApprovals(
            @ForAll("ladders") List<Tier> tiers,
            @ForAll @IntRange(max = 40) int approved,
            @ForAll @IntRange(max = 40) int refused,
            @ForAll @IntRange(max = 40) int more) {
        Ladder ladder = Ladder.of(tiers);
        Ladder.Place before = ladder.place(window -> new Brought(approved, approved + refused));
        Ladder.Place after = ladder.place(window -> new Brought(approved + more, approved + more + refused));
        assertThat(rank(tiers, after)).isGreaterThanOrEqualTo(rank(tiers, before));
    }

    @Property
    void shouldNotDependOnTheOrderOfTheCatalog(
            @ForAll("ladders") List<Tier> tiers, @ForAll("brought") List<Brought> byWindow) {
        Function<Duration, Brought> within = window -> byWindow.get((int) window.toDays() - 1);
        List<Tier> reversed = tiers.stream()
                .sorted(Comparator.comparing(Tier::getId).reversed())
                .toList();
        assertThat(Ladder.of(reversed).place(within).tier())
                .isEqualTo(Ladder.of(tiers).place(within).tier());
    }

    @Provide
    Arbitrary<List<Tier>> ladders() {
        return Combinators.combine(
                        Arbitraries.of("bronze", "gold", "silver", "top"),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.of("0", "0.25", "0.5", "0.333333", "0.8", "1"),
                        Arbitraries.integers().between(1, 3))
                .as((id, rank, approved, rate, days) -> Tier.newBuilder(aTier(id, rank))
                        .setMinApproved(approved)
                        .setMinApprovalRate(new BigDecimal(rate).setScale(6))
                        .setWindowMs(Duration.ofDays(days).toMillis())
                        .build())
                .list()
                .uniqueElements(Tier::getId)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<List<Brought>> brought() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.integers().between(0, 30))
                .as((approved, refused) -> new Brought(approved, approved + refused))
                .list()
                .ofSize(3);
    }

    /** In whole numbers: rate demanded in millionths, times decided, against approved in millionths. */
    private static boolean isMet(Tier tier, Brought brought) {
        long millionths = tier.getMinApprovalRate().unscaledValue().longValueExact();
        if (brought.decided() == 0 && millionths > 0) {
            return false;
        }
        return brought.approved() >= tier.getMinApproved()
                && brought.approved() * 1_000_000 >= millionths * brought.decided();
    }

    private static int rank(List<Tier> tiers, Ladder.Place place) {
        return tiers.stream()
                .filter(tier -> tier.getId().equals(place.tier()))
                .mapToInt(Tier::getRank)
                .findFirst()
                .orElse(0);
    }
}
