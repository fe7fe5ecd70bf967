package dev.ricochet.attribution.match;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.aClick;
import static dev.ricochet.testkit.fixture.Fixtures.aClickId;
import static dev.ricochet.testkit.fixture.Fixtures.aPostback;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.AttributionModel;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.testkit.fixture.ClickFixture;
import dev.ricochet.testkit.fixture.PostbackFixture;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/**
 * Whatever order partitions and topics are read in, whatever stops and begins anew, and however often a record is read:
 * each postback gets the output that a map of all clicks gives it, all copies of it the same.
 *
 * <p>What is kept is what Kafka keeps: the order within a partition. Every click comes before the deadline of the postbacks
 * that name it, or never; and clicks are written in the order of their times.
 */
class MatchPropertiesTest {

    private static final Catalog CATALOG = aCatalog()
            .with(anOffer("boots").attribution(AttributionModel.LINEAR))
            .with(anOffer("hats").attribution(AttributionModel.POSITION_BASED).viewWindow(Duration.ofDays(30)))
            .with(anOffer("shoes").coupon("SHOES10", "aff-7").remembersCustomers(Duration.ofDays(90)))
            .build();

    /** A click, or impression, of one of three visitors or of none. */
    record Visit(int hoursAgo, String offer, int visitor, boolean impression) {}

    /** What a postback names: a click by its number, one that never comes, a coupon, a customer, or nothing. */
    record Report(int which, Kind kind) {
        enum Kind {
            CLICK,
            CLICK_AGAIN,
            NEVER,
            COUPON,
            CUSTOMER,
            NOTHING
        }
    }

    @Property(tries = 12)
    void shouldGiveWhatAMapOfAllClicksGives(
            @ForAll("visits") @Size(min = 1, max = 12) List<Visit> visits,
            @ForAll("reports") @Size(min = 1, max = 12) List<Report> reports,
            @ForAll("steps") @Size(max = 60) List<MatchWorld.Step> steps)
            throws IOException {
        List<Click> clicks = visits.stream()
                .sorted(Comparator.comparingInt(Visit::hoursAgo).reversed())
                .map(MatchPropertiesTest::click)
                .toList();
        List<Postback> postbacks = postbacks(reports, clicks);
        ClickMap model = new ClickMap(clicks, CATALOG);

        try (MatchWorld world = new MatchWorld(CATALOG, clicks, postbacks)) {
            steps.forEach(world::take);
            world.finish();

            for (Postback postback : postbacks) {
                assertThat(world.copiesOf(postback.getReceiptId()))
                        .as("output for %s", postback)
                        .isNotEmpty()
                        .containsOnly(model.decide(postback));
            }
            for (Click click : clicks) {
                assertThat(world.orderOf(click.getClickId()))
                        .isEqualTo(postbacks.stream()
                                .filter(postback -> click.getClickId().equals(postback.getClickId()))
                                .map(Postback::getReceiptId)
                                .toList());
            }
        }
    }

    @Provide
    Arbitrary<List<Visit>> visits() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 35 * 24),
                        Arbitraries.of("boots", "hats", "shoes"),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.frequency(Tuple.of(3, false), Tuple.of(1, true)))
                .as(Visit::new)
                .list();
    }

    @Provide
    Arbitrary<List<Report>> reports() {
        Arbitrary<Report.Kind> kinds = Arbitraries.frequency(
                Tuple.of(6, Report.Kind.CLICK),
                Tuple.of(2, Report.Kind.CLICK_AGAIN),
                Tuple.of(1, Report.Kind.NEVER),
                Tuple.of(1, Report.Kind.COUPON),
                Tuple.of(1, Report.Kind.CUSTOMER),
                Tuple.of(1, Report.Kind.NOTHING));
        return Combinators.combine(Arbitraries.integers().between(0, 11), kinds)
                .as(Report::new)
                .list();
    }

    @Provide
    Arbitrary<List<MatchWorld.Step>> steps() {
        Arbitrary<Integer> partition = Arbitraries.integers().between(0, MatchWorld.PARTITIONS - 1);
        Arbitrary<MatchWorld.Step> click = partition.map(MatchWorld.Step.NextClick::new);
        Arbitrary<MatchWorld.Step> again = partition.map(MatchWorld.Step.ClickAgain::new);
        Arbitrary<MatchWorld.Step> postback = partition.map(MatchWorld.Step.NextPostback::new);
        Arbitrary<MatchWorld.Step> time = partition.map(MatchWorld.Step.TimePasses::new);
        Arbitrary<MatchWorld.Step> restart = partition.map(MatchWorld.Step.Restart::new);
        Arbitrary<MatchWorld.Step> move = partition.map(MatchWorld.Step.MoveElsewhere::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(8, click),
                        Tuple.of(2, again),
                        Tuple.of(8, postback),
                        Tuple.of(2, time),
                        Tuple.of(1, restart),
                        Tuple.of(1, move))
                .list();
    }

    private static Click click(Visit visit) {
        ClickFixture click = aClick().of(visit.offer())
                .by("aff-" + visit.visitor())
                .at(NOON.minus(Duration.ofHours(visit.hoursAgo())));
        if (visit.impression()) {
            click.impression();
        }
        return visit.visitor() == 0
                ? click.build()
                : click.ofVisitor("v-" + visit.visitor()).build();
    }

    private static List<Postback> postbacks(List<Report> reports, List<Click> clicks) {
        List<Postback> postbacks = new ArrayList<>();
        for (int i = 0; i < reports.size(); i++) {
            Report report = reports.get(i);
            Click click = clicks.get(report.which() % clicks.size());
            PostbackFixture postback = aPostback().receipt("r-" + i).order("o-" + i % 5);
            PostbackFixture naming = switch (report.kind()) {
                case CLICK -> postback.forClick(click);
                case CLICK_AGAIN -> postback.forClick(clicks.get(0)).order("again");
                case NEVER -> postback.forClick(aClickId(NOON));
                case COUPON -> postback.coupon("SHOES10");
                case CUSTOMER -> postback.customer("c-1");
                case NOTHING -> postback;
            };
            postbacks.add(naming.at(NOON).build());
        }
        return postbacks;
    }
}
