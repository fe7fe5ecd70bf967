package dev.ricochet.sink.planner.decision;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aChangeOf;
import static dev.ricochet.testkit.fixture.Fixtures.aConversion;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.event.AttemptResult;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.state.PlannerQueue;
import dev.ricochet.sink.planner.decision.Effect.Delivered;
import dev.ricochet.sink.planner.decision.Effect.GiveUp;
import dev.ricochet.sink.planner.decision.Effect.Offer;
import dev.ricochet.sink.planner.decision.PlannerEvent.Arrived;
import dev.ricochet.sink.planner.decision.PlannerEvent.Attempted;
import dev.ricochet.sink.planner.decision.PlannerEvent.Woke;
import dev.ricochet.sink.schedule.RetrySchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Random dispatchers against one queue: versions arrive at any moment; offers are answered well or badly, not at all,
 * twice, or long after they were repeated. Whatever happens, each version ends exactly once, in order, and the endpoint
 * is never offered two versions at the same time.
 */
class PlanningPropertiesTest {

    private static final int ATTEMPTS = 4;

    private final Planning planning = new Planning(
            RetrySchedule.of(List.of(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(60))),
            Duration.ofMinutes(5),
            Duration.ofSeconds(5));

    @Property(tries = 2_000)
    void shouldEndEachVersionExactlyOnceAndInOrder(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int versions) {
        World world = new World(new Random(seed), versions);

        world.runToTheEnd();

        assertThat(world.ended).containsExactlyElementsOf(world.deliveryIds());
        assertThat(world.queue).isEqualTo(Planning.empty("c-1", "ep-1"));
    }

    private final class World {

        private final Random random;
        private final List<Conversion> toCome = new ArrayList<>();
        private final List<Conversion> all;
        private final List<DeliveryAttempt> underWay = new ArrayList<>();
        private final List<String> ended = new ArrayList<>();
        private PlannerQueue queue = Planning.empty("c-1", "ep-1");
        private Instant now = NOON;
        private int failuresOfCurrent;

        World(Random random, int versions) {
            this.random = random;
            Conversion next = aConversion().withId("c-1").build();
            for (int version = 1; version <= versions; version++) {
                toCome.add(next);
                next = aChangeOf(next).build();
            }
            this.all = List.copyOf(toCome);
        }

        List<String> deliveryIds() {
            return all.stream()
                    .map(conversion -> DeliveryIds.of(conversion, "ep-1"))
                    .toList();
        }

        void runToTheEnd() {
            for (int step = 0; step < 10_000 && !(toCome.isEmpty() && ended.size() == all.size()); step++) {
                step();
            }
        }

        private void step() {
            now = now.plusMillis(random.nextInt(20_000));
            switch (random.nextInt(4)) {
                case 0 -> {
                    if (!toCome.isEmpty()) {
                        decide(new Arrived(toCome.remove(0)));
                    }
                }
                case 1 -> {
                    if (!underWay.isEmpty()) {
                        DeliveryAttempt attempt = underWay.get(random.nextInt(underWay.size()));
                        if (random.nextBoolean()) {
                            // Otherwise it stays, and comes again.
                            underWay.remove(attempt);
                        }
                        decide(new Attempted(attempt));
                    }
                }
                default -> decide(new Woke());
            }
        }

        private void decide(PlannerEvent event) {
            Decision decision = planning.decide(queue, event, Standing.ENABLED, now);
            queue = decision.queue() == null ? Planning.empty("c-1", "ep-1") : decision.queue();
            decision.effects().forEach(this::observe);
        }

        private void observe(Effect effect) {
            if (effect instanceof Offer offer) {
                offered(offer.due());
            } else if (effect instanceof Delivered delivered) {
                ended.add(delivered.deliveryId());
                failuresOfCurrent = 0;
            } else if (effect instanceof GiveUp giveUp) {
                assertThat(giveUp.letter().getAttempts()).isEqualTo(ATTEMPTS);
                ended.add(giveUp.letter().getDeliveryId());
                failuresOfCurrent = 0;
            }
        }

        private void offered(DueDelivery due) {
            assertThat(due.getDeliveryId())
                    .as("the version offered is the first that has not ended")
                    .isEqualTo(deliveryIds().get(ended.size()));
            assertThat(due.getAttempt()).isBetween(1, ATTEMPTS).isGreaterThanOrEqualTo(failuresOfCurrent);
            failuresOfCurrent = Math.max(failuresOfCurrent, due.getAttempt());
            switch (random.nextInt(6)) {
                case 0 -> underWay.add(Attempts.of(due, AttemptResult.DELIVERED));
                case 1, 2 -> underWay.add(Attempts.of(due, AttemptResult.FAILED));
                case 3 -> underWay.add(Attempts.of(due, AttemptResult.DEFERRED));
                case 4 -> {
                    // The offer was processed twice, with different luck.
                    underWay.add(Attempts.of(due, AttemptResult.FAILED));
                    underWay.add(Attempts.of(due, AttemptResult.DELIVERED));
                }
                default -> {
                    // Lost with its dispatcher: the lease brings it back.
                }
            }
        }
    }
}
