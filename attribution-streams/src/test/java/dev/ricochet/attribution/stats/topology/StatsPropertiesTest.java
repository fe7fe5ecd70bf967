package dev.ricochet.attribution.stats.topology;

import static dev.ricochet.attribution.stats.Outcomes.anOutcome;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.aConversion;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.attribution.stats.StatsModel;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.HourlyStats;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.PostbackOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.avro.specific.SpecificRecord;

/**
 * Whatever comes, in whatever order, however often, and whenever counts are handed on: the newest records of the topic are
 * what a plain model gives that looks at everything at once.
 */
class StatsPropertiesTest {

    private static final List<String> AFFILIATES = List.of("aff-1", "aff-2", "a|b");
    private static final List<ConversionStatus> STATUSES = List.of(ConversionStatus.values());
    private static final List<String> OFFERS = List.of("shoes", "hats");

    @Property(tries = 12)
    void shouldGiveWhatAPlainModelGives(@ForAll("traffic") List<SpecificRecord> traffic, @ForAll("rounds") int every)
            throws IOException {
        Path state = Files.createTempDirectory("stats");
        try (StatsDriver stats = new StatsDriver(state)) {
            int count = 0;
            for (SpecificRecord record : traffic) {
                if (record instanceof Click click) {
                    stats.click(click);
                } else if (record instanceof Conversion conversion) {
                    stats.conversion(conversion);
                } else if (record instanceof PostbackOutcome outcome) {
                    stats.outcome(outcome);
                }
                if (++count % every == 0) {
                    stats.rounds();
                }
            }
            stats.rounds();
            Map<String, HourlyStats> newest = stats.newest().entrySet().stream()
                    .filter(hour -> !StatsModel.isEmpty(hour.getValue()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            assertThat(newest).isEqualTo(StatsModel.of(traffic));
        }
    }

    @Provide
    Arbitrary<Integer> rounds() {
        return Arbitraries.of(1, 3, 10, 1000);
    }

    @Provide
    Arbitrary<List<SpecificRecord>> traffic() {
        return Arbitraries.<SpecificRecord>frequencyOf(
                        Tuple.of(3, clicks().map(SpecificRecord.class::cast)),
                        Tuple.of(5, versions().map(SpecificRecord.class::cast)),
                        Tuple.of(2, outcomes().map(SpecificRecord.class::cast)))
                .list()
                .ofMinSize(10)
                .ofMaxSize(100);
    }

    private static Arbitrary<Click> clicks() {
        return Combinators.combine(Arbitraries.of(AFFILIATES), Arbitraries.of(OFFERS), moments(), Arbitraries.of(0, 1))
                .as((affiliate, offer, at, impression) -> impression == 1
                        ? aClick().by(affiliate).of(offer).at(at).impression().build()
                        : aClick().by(affiliate).of(offer).at(at).build());
    }

    /** Few conversions, so that many records are versions of the same, also older ones and repetitions. */
    private static Arbitrary<Conversion> versions() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(1, 5))
                .as((id, version) -> Conversion.newBuilder(aConversion()
                                .withId("c-" + id)
                                .version(version)
                                // One version of a conversion is always the same, so everything else follows from both.
                                .status(STATUSES.get((id * 7 + version * 3) % 6))
                                .payout(id * version + ".25")
                                .revenue(id * version + ".75")
                                .by(AFFILIATES.get(id % 3))
                                .of(OFFERS.get(id % 2))
                                .build())
                        .setConvertedAt(NOON.plus(Duration.ofMinutes(40L * id)))
                        .setCurrency((id + version) % 4 == 0 ? "EUR" : "USD")
                        .build());
    }

    private static Arbitrary<PostbackOutcome> outcomes() {
        return Arbitraries.integers()
                .between(1, 8)
                .map(receipt -> anOutcome(
                                "r-" + receipt, receipt % 4 == 0 ? OutcomeKind.DUPLICATE : OutcomeKind.REJECTED)
                        .setReason(receipt % 3 == 0 ? "cap_exceeded" : "unknown_goal")
                        .setAffiliateId(AFFILIATES.get(receipt % 3))
                        .setReceivedAt(NOON.plus(Duration.ofMinutes(20L * receipt)))
                        .build());
    }

    private static Arbitrary<Instant> moments() {
        return Arbitraries.integers().between(-90, 90).map(minutes -> NOON.plus(Duration.ofMinutes(minutes)));
    }
}
