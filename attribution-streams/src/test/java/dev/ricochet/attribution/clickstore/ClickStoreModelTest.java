package dev.ricochet.attribution.clickstore;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aClickId;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.utils.Utils;

/**
 * The store against a list of clicks: whatever is put, looked up, committed, restarted, crashed and damaged in whatever order,
 * after reading the topic again from the offset that the store gives, it holds exactly the clicks whose day is not over.
 */
class ClickStoreModelTest {

    sealed interface Step {
        /** A click so many hours before now. */
        record Put(int hoursAgo) implements Step {}

        record PutAgain(int which) implements Step {}

        record LookUp(int which) implements Step {}

        record Commit(boolean longAfterTheLast) implements Step {}

        record TimePasses(int hours) implements Step {}

        record Restart() implements Step {}

        record Crash() implements Step {}

        /** Something happens to the files of a click's day while nobody looks. */
        record Damage(int which, SegmentDamage kind) implements Step {}
    }

    @Property(tries = 60)
    void shouldHoldExactlyTheClicksOfLivingDays(@ForAll("steps") @Size(max = 60) List<Step> steps) throws IOException {
        Path directory = Files.createTempDirectory("click-store");
        try (Run run = new Run(directory)) {
            steps.forEach(run::apply);
            run.everyClickIsWhereItBelongs();
        } finally {
            Utils.delete(directory.toFile());
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> put = Arbitraries.integers().between(0, 24 * 9).map(Step.Put::new);
        Arbitrary<Step> again = Arbitraries.integers().between(0, 100).map(Step.PutAgain::new);
        Arbitrary<Step> lookUp = Arbitraries.integers().between(0, 100).map(Step.LookUp::new);
        Arbitrary<Step> commit = Arbitraries.of(true, false).map(Step.Commit::new);
        Arbitrary<Step> damage = Combinators.combine(
                        Arbitraries.integers().between(0, 100), Arbitraries.of(SegmentDamage.class))
                .as(Step.Damage::new);
        Arbitrary<Step> time = Arbitraries.integers().between(1, 30).map(Step.TimePasses::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(10, put),
                        Tuple.of(2, again),
                        Tuple.of(4, lookUp),
                        Tuple.of(3, commit),
                        Tuple.of(2, time),
                        Tuple.of(1, damage),
                        Tuple.of(1, Arbitraries.just(new Step.Restart())),
                        Tuple.of(1, Arbitraries.just(new Step.Crash())))
                .list();
    }

    /** One run: the topic is a list, the offset an index into it. */
    private static final class Run implements AutoCloseable {

        private final Path root;
        private final StoreUnderTest store;
        private final List<String> topic;
        private Instant now = NOON;
        private long latestMillis;
        private int crashes;

        Run(Path root) {
            this.root = root;
            this.store = new StoreUnderTest(root.resolve("0"), now, Duration.ofSeconds(30), 3);
            this.topic = store.topic;
        }

        void apply(Step step) {
            if (step instanceof Step.Put put) {
                add(aClickId(now.minus(Duration.ofHours(put.hoursAgo()))));
            } else if (step instanceof Step.PutAgain again && !topic.isEmpty()) {
                add(topic.get(again.which() % topic.size()));
            } else if (step instanceof Step.LookUp lookUp && !topic.isEmpty()) {
                check(topic.get(lookUp.which() % topic.size()));
            } else if (step instanceof Step.Commit commit && !topic.isEmpty()) {
                if (commit.longAfterTheLast()) {
                    store.clockMoves(Duration.ofSeconds(31));
                }
                store.commit(topic.size() - 1);
            } else if (step instanceof Step.TimePasses passes) {
                now = now.plus(Duration.ofHours(passes.hours()));
                store.clockMoves(Duration.ofHours(passes.hours()));
            } else if (step instanceof Step.Restart) {
                store.restart();
                readAgain();
            } else if (step instanceof Step.Crash) {
                store.crash(root.resolve(Integer.toString(++crashes)));
                readAgain();
            } else if (step instanceof Step.Damage damage && !topic.isEmpty()) {
                store.stop();
                damage.kind().strike(store.segment(topic.get(damage.which() % topic.size())));
                store.start();
                readAgain();
            }
        }

        void everyClickIsWhereItBelongs() {
            topic.forEach(this::check);
            assertThat(store.has(aClickId(now))).isFalse();
        }

        private void add(String click) {
            latestMillis = Math.max(latestMillis, ClickKey.of(click).millis());
            store.put(click);
        }

        private void readAgain() {
            Long offset = store.store().committedOffset(StoreUnderTest.PARTITION);
            topic.subList(offset == null ? 0 : (int) (offset + 1), topic.size()).forEach(store::putAgain);
        }

        /** A click of a living day must be there; one of a day that is over may be, until the day is dropped. */
        private void check(String click) {
            long oldest = TimeUnit.MILLISECONDS.toDays(latestMillis - StoreUnderTest.RETENTION.toMillis());
            if (ClickKey.of(click).day() >= oldest) {
                if (!store.has(click)) {
                    store.awaitRebuilt();
                }
                assertThat(store.has(click))
                        .as(
                                "click of %s",
                                Instant.ofEpochMilli(ClickKey.of(click).millis()))
                        .isTrue();
            } else {
                store.has(click);
            }
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
