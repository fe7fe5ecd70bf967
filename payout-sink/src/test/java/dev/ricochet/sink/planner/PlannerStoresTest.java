package dev.ricochet.sink.planner;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aConversion;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.state.PlannerDelivery;
import dev.ricochet.schemas.state.PlannerQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hundreds of thousands wait, on a real RocksDB, and what a scan looks at is counted: it is what is due, and nothing else. */
class PlannerStoresTest {

    private static final int RETRIES = 200_000;
    private static final int PARKED = 100_000;
    private static final int LIMIT = 2_000;

    /** Enough for ten scans. */
    private static final int TEN_SCANS = 10 * LIMIT;

    private static final String PAUSED = "ep-paused";
    private static final Conversion CONVERSION = aConversion().build();

    @TempDir
    private Path state;

    private RealStores real;
    private PlannerStores stores;

    @BeforeEach
    void openTheStores() {
        real = new RealStores(state);
        stores = real.stores;
    }

    @AfterEach
    void closeTheStores() {
        real.close();
    }

    @Test
    void shouldLookAtWhatIsDueOnlyHoweverManyWait() {
        for (int number = 0; number < RETRIES; number++) {
            real.add(retry("r-" + number, NOON.plusSeconds(3_600).plusMillis(number)));
        }
        for (int number = 0; number < PARKED; number++) {
            real.add(parked("p-" + number, PAUSED));
        }
        for (int number = 0; number < 10; number++) {
            real.add(retry("d-" + number, NOON.minusMillis(number)));
        }
        real.forgetCounts();

        // A scan in which ten are due.
        List<PlannerQueue> due = stores.due(NOON, LIMIT);
        assertThat(due).hasSize(10);
        assertThat(real.wake.visited()).as("and the first that is not").isEqualTo(11);
        assertThat(real.queues.visited()).isEqualTo(10);
        due.forEach(queue -> stores.save(queue, null));
        real.forgetCounts();

        // One in which none is.
        assertThat(stores.due(NOON.plusSeconds(1), LIMIT)).isEmpty();
        assertThat(stores.parkedEndpoints()).containsExactly(PAUSED);
        assertThat(stores.oldestOpen()).contains(NOON.minus(Duration.ofDays(1)));
        assertThat(real.wake.visited()).isEqualTo(1);
        assertThat(real.parked.visited()).isZero();
        assertThat(real.open.visited())
                .as("where it looked last, and the first second that is left")
                .isEqualTo(2);

        // And the next one knows until when none is.
        real.wake.walks();
        assertThat(stores.due(NOON.plusSeconds(3_599), LIMIT)).isEmpty();
        assertThat(real.wake.walks()).isZero();
        assertThat(stores.due(NOON.plusSeconds(3_600), LIMIT)).hasSize(1);
    }

    @Test
    void shouldNotWalkOverWhatWasAnsweredBeforeItWasDue() {
        for (int number = 0; number < LIMIT; number++) {
            PlannerQueue offered = retry("o-" + number, NOON.plusSeconds(80));
            real.add(offered);
            stores.save(offered, null);
        }
        assertThat(stores.due(NOON, LIMIT)).isEmpty();
        assertThat(stores.oldestOpen()).isEmpty();
        real.wake.walks();
        real.open.walks();

        assertThat(stores.due(NOON.plusSeconds(1), LIMIT)).isEmpty();
        assertThat(stores.nextDue()).isEmpty();
        assertThat(stores.oldestOpen()).isEmpty();

        assertThat(real.wake.walks()).isZero();
        assertThat(real.open.walks()).isZero();
        real.add(retry("late", NOON));
        assertThat(stores.due(NOON.plusSeconds(1), LIMIT)).hasSize(1);
    }

    @Test
    void shouldNotWalkOverWhatHasBeenWokenBefore() {
        for (int number = 0; number < TEN_SCANS; number++) {
            real.add(retry("r-" + number, NOON.plusMillis(number)));
        }
        assertThat(stores.due(NOON.minusSeconds(1), LIMIT)).isEmpty();
        real.forgetCounts();
        Instant later = NOON.plus(Duration.ofHours(1));

        for (int scan = 0; scan < TEN_SCANS / LIMIT; scan++) {
            List<PlannerQueue> due = stores.due(later, LIMIT);
            assertThat(due).hasSize(LIMIT);
            assertThat(real.wake.visited()).isEqualTo(LIMIT);
            due.forEach(queue -> stores.save(queue, null));

            // Where the next begins to look: at the first of these at the earliest, not at those of the scans before.
            Instant first = due.get(0).getCurrent().getWakeAt();
            assertThat(real.wake.lastStart().millis()).isGreaterThanOrEqualTo(first.toEpochMilli() - LIMIT);
        }
        assertThat(stores.due(later, LIMIT)).isEmpty();
        assertThat(real.wake.visited()).isZero();
    }

    @Test
    void shouldResumeAnEndpointPieceByPieceWithoutWalkingOverThePiecesBefore() {
        for (int number = 0; number < TEN_SCANS; number++) {
            real.add(parked("p-%06d".formatted(number), PAUSED));
            real.add(parked("q-%06d".formatted(number), "ep-other"));
        }
        real.forgetCounts();

        String last = "";
        for (int piece = 0; piece < TEN_SCANS / LIMIT; piece++) {
            List<PlannerQueue> resumed = stores.parked(PAUSED, LIMIT);
            assertThat(resumed)
                    .hasSize(LIMIT)
                    .allMatch(queue -> queue.getEndpointId().equals(PAUSED));
            assertThat(real.parked.visited()).isEqualTo(LIMIT);
            assertThat(real.parked.lastStart()).isGreaterThanOrEqualTo(last);
            last = PAUSED + "|" + resumed.get(0).getConversionId();
            resumed.forEach(queue -> stores.save(queue, null));
        }
        assertThat(stores.parked(PAUSED, LIMIT)).isEmpty();
        assertThat(stores.parkedEndpoints()).containsExactly("ep-other");
    }

    @Test
    void shouldWriteNothingWhereNothingChanges() {
        PlannerQueue unknown = stores.load("c-1", "ep-1");
        PlannerQueue known = retry("c-2", NOON);
        real.add(known);
        real.written();

        stores.save(unknown, null);
        stores.save(known, stores.load("c-2", "ep-1"));

        assertThat(real.written()).isZero();
        stores.save(known, null);
        assertThat(real.written()).as("queue, wake, open").isEqualTo(3);
    }

    @Test
    void shouldKnowTheOldestUnderWayWhateverComesAndGoes() {
        PlannerQueue old = since(NOON.minusSeconds(60), "old");
        PlannerQueue young = since(NOON.minusSeconds(10), "young");
        PlannerQueue twin = since(NOON.minusSeconds(10).plusMillis(500), "twin");
        assertThat(stores.oldestOpen()).isEmpty();

        real.add(young);
        assertThat(stores.oldestOpen()).contains(NOON.minusSeconds(10));
        real.add(old);
        assertThat(stores.oldestOpen()).contains(NOON.minusSeconds(60));
        stores.save(old, null);
        real.add(twin);
        stores.save(young, null);
        assertThat(stores.oldestOpen()).contains(NOON.minusSeconds(10));

        PlannerQueue paused = parked("twin", "ep-1");
        stores.save(twin, paused);
        assertThat(stores.oldestOpen()).as("what is parked").isEmpty();
        stores.save(paused, twin);
        assertThat(stores.oldestOpen()).contains(NOON.minusSeconds(10));
        stores.save(twin, null);
        assertThat(stores.oldestOpen()).isEmpty();
    }

    private static PlannerQueue since(Instant createdAt, String conversionId) {
        PlannerQueue queue = retry(conversionId, NOON.plusSeconds(3_600));
        PlannerDelivery current = PlannerDelivery.newBuilder(queue.getCurrent())
                .setCreatedAt(createdAt)
                .build();
        return new PlannerQueue(conversionId, queue.getEndpointId(), false, current, List.of(), List.of());
    }

    private static PlannerQueue retry(String conversionId, Instant wakeAt) {
        return RealStores.waiting(CONVERSION, conversionId, "ep-1", wakeAt);
    }

    private static PlannerQueue parked(String conversionId, String endpointId) {
        return RealStores.parked(CONVERSION, conversionId, endpointId);
    }
}
