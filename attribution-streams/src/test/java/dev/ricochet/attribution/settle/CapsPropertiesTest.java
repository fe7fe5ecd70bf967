package dev.ricochet.attribution.settle;

import static dev.ricochet.attribution.settle.Scene.aSale;
import static dev.ricochet.attribution.settle.Scene.matched;
import static dev.ricochet.attribution.settle.Scene.order;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Cap;
import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.catalog.DedupeKey;
import dev.ricochet.schemas.catalog.DedupeMode;
import dev.ricochet.schemas.catalog.DedupeScope;
import dev.ricochet.schemas.event.CapEventKind;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.event.ReportedStatus;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * A cap of five against a plain model: orders counted by what the clock on the wall of the cap's zone shows, around the nights
 * on which clocks change. An order is taken exactly where the model has room; a reversal makes room; and the events tell of each
 * crossing of four, five and back, and of nothing else.
 */
class CapsPropertiesTest {

    private static final int MOST = 5;
    private static final int WARNED_FROM = 4;

    /**
     * @param minutes after the start
     * @param reversed which of the orders so far is taken back, where one is
     */
    record Step(int minutes, int reversed) {}

    /** A zone with a night on which its clocks change. */
    record Night(String zone, String start) {}

    @Property(tries = 300)
    void shouldTakeExactlyWhatAPlainCountHasRoomFor(
            @ForAll("nights") Night night, @ForAll("periods") CapPeriod period, @ForAll("steps") List<Step> steps) {
        PaperSettle settle = new PaperSettle(catalog(period, night.zone()));
        Map<String, Integer> counts = new HashMap<>();
        Map<String, String> levels = new HashMap<>();
        List<String> told = new ArrayList<>();
        List<String> open = new ArrayList<>();
        Map<String, String> periodOf = new HashMap<>();
        for (int number = 0; number < steps.size(); number++) {
            Step step = steps.get(number);
            Instant at = Instant.parse(night.start()).plusSeconds(60L * step.minutes());
            boolean reverses = step.reversed() >= 0 && step.reversed() < open.size();
            if (reverses) {
                String order = open.remove(step.reversed());
                PostbackOutcome outcome = settle.take(
                        matched(order(order, ReportedStatus.REVERSED).at(at)));
                assertThat(outcome.getOutcome()).isEqualTo(OutcomeKind.UPDATED);
                counts.merge(periodOf.get(order), -1, Integer::sum);
                tell(periodOf.get(order), counts, levels, told);
                continue;
            }
            String order = "o-" + number;
            String when = wall(at, period, ZoneId.of(night.zone()));
            PostbackOutcome outcome = settle.take(matched(order(order).at(at)));
            boolean hasRoom = counts.getOrDefault(when, 0) < MOST;
            assertThat(outcome.getOutcome())
                    .as("%s at %s in %s", order, at, when)
                    .isEqualTo(hasRoom ? OutcomeKind.CONVERTED : OutcomeKind.REJECTED);
            if (hasRoom) {
                open.add(order);
                periodOf.put(order, when);
                counts.merge(when, 1, Integer::sum);
                tell(when, counts, levels, told);
            } else {
                assertThat(outcome.getReason()).isEqualTo("cap_exceeded");
            }
        }
        assertThat(settle.capEvents())
                .extracting(event -> event.getKind().name())
                .isEqualTo(told);
    }

    /** What stands on the wall while it is this hour, day or month there; an hour that the clocks repeat is two. */
    private static String wall(Instant at, CapPeriod period, ZoneId zone) {
        ZonedDateTime there = at.atZone(zone);
        return switch (period) {
            case HOUR ->
                LocalDateTime.of(there.toLocalDate(), there.toLocalTime().withMinute(0)) + "" + there.getOffset();
            case DAY -> there.toLocalDate().toString();
            case MONTH -> there.getYear() + "-" + there.getMonthValue();
            default -> "ever";
        };
    }

    private static void tell(String when, Map<String, Integer> counts, Map<String, String> levels, List<String> told) {
        int count = counts.getOrDefault(when, 0);
        String before = levels.getOrDefault(when, "OPEN");
        String now = count >= MOST ? "FULL" : count >= WARNED_FROM ? "WARNED" : "OPEN";
        levels.put(when, now);
        if (now.equals(before)) {
            return;
        }
        if (now.equals("FULL")) {
            told.add(CapEventKind.REACHED.name());
        } else if (before.equals("FULL")) {
            told.add(CapEventKind.RELEASED.name());
        } else if (now.equals("WARNED")) {
            told.add(CapEventKind.WARNING.name());
        }
    }

    private static Catalog catalog(CapPeriod period, String zone) {
        return aCatalog()
                .with(anAffiliate("aff-1"))
                .with(anOffer("shoes")
                        .goal(aSale(DedupeKey.ORDER_ID, DedupeScope.OFFER, DedupeMode.REJECT))
                        .cap(Cap.newBuilder()
                                .setPeriod(period)
                                .setZone(zone)
                                .setCount((long) MOST)
                                .build()))
                .build();
    }

    @Provide
    Arbitrary<Night> nights() {
        return Arbitraries.of(
                new Night("Europe/Berlin", "2026-03-28T20:00:00Z"),
                new Night("Europe/Berlin", "2026-10-24T20:00:00Z"),
                new Night("America/New_York", "2026-10-31T22:00:00Z"),
                new Night("Pacific/Auckland", "2026-04-04T06:00:00Z"),
                new Night(ZoneOffset.UTC.getId(), "2026-12-31T12:00:00Z"));
    }

    @Provide
    Arbitrary<CapPeriod> periods() {
        return Arbitraries.of(CapPeriod.HOUR, CapPeriod.DAY, CapPeriod.MONTH, CapPeriod.LIFETIME);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> minutes = Arbitraries.integers().between(0, 30 * 60);
        Arbitrary<Integer> sameHour = Arbitraries.integers().between(200, 330);
        return Combinators.combine(
                        Arbitraries.oneOf(minutes, sameHour),
                        Arbitraries.frequencyOf(
                                Tuple.of(4, Arbitraries.just(-1)),
                                Tuple.of(1, Arbitraries.integers().between(0, 8))))
                .as(Step::new)
                .list()
                .ofMinSize(8)
                .ofMaxSize(60);
    }
}
