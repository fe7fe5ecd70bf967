package dev.ricochet.sink.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.sink.lane.Admission.Why;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LaneTest {

    private final HandTime time = new HandTime();
    private final Lane lane = new Lane("ep-1", new LaneSettings(2, 3, 1_000_000, Duration.ofSeconds(30)), time);
    private final List<Admission.Refused> turnedAway = new ArrayList<>();
    private final List<Promise<Health>> begun = new ArrayList<>();

    @Test
    void shouldRunNoMoreAtOnceThanAllowed() {
        offer(5);

        assertThat(begun).hasSize(2);
    }

    @Test
    void shouldTakeNoMoreThanMayWait() {
        offer(5);

        assertThat(lane.offer(work()))
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(Why.FULL));
        assertThat(lane.full()).isTrue();
    }

    @Test
    void shouldRunTheNextWhenOneEnds() {
        offer(5);

        begun.get(0).complete(Health.WELL);

        assertThat(begun).hasSize(3);
        assertThat(lane.offer(work())).isInstanceOf(Admission.Taken.class);
    }

    @Test
    void shouldGiveBackWhatHasNotBegunWhenTheDispatcherStops() {
        offer(5);

        lane.stop();

        assertThat(begun).hasSize(2);
        assertThat(turnedAway).hasSize(3).allMatch(refused -> refused.why() == Why.STOPPING);
        assertThat(lane.offer(work())).isInstanceOf(Admission.Refused.class);
        begun.get(0).complete(Health.WELL);
        assertThat(begun)
                .as("those under way end, and nothing comes after them")
                .hasSize(2);
    }

    @Test
    void shouldLetFewWaitForAServerThatStandsStill() {
        Lane crowded = new Lane("ep-4", new LaneSettings(2, 100, 1_000_000, Duration.ofSeconds(30)), time);
        for (int offered = 0; offered < 50; offered++) {
            assertThat(crowded.offer(work())).isInstanceOf(Admission.Taken.class);
        }

        time.pass(Duration.ofSeconds(2));

        assertThat(turnedAway)
                .as("two are under way, two may wait")
                .hasSize(46)
                .allMatch(refused -> refused.why() == Why.FULL)
                .as("a server that only paused gets them soon")
                .allMatch(refused -> refused.pause().compareTo(Duration.ofSeconds(6)) < 0);
        assertThat(crowded.offer(work())).isInstanceOf(Admission.Refused.class);
        begun.get(0).complete(Health.WELL);
        assertThat(begun).hasSize(3);
        assertThat(crowded.offer(work())).isInstanceOf(Admission.Taken.class);
    }

    @Test
    void shouldLetManyWaitForAServerThatIsSlowButMoves() {
        Lane crowded = new Lane("ep-5", new LaneSettings(2, 100, 1_000_000, Duration.ofSeconds(30)), time);
        for (int offered = 0; offered < 50; offered++) {
            crowded.offer(work());
        }

        for (int answered = 0; answered < 10; answered++) {
            time.pass(Duration.ofMillis(900));
            begun.get(answered).complete(Health.WELL);
        }

        assertThat(turnedAway).isEmpty();
    }

    @Test
    void shouldNotTakeAServerForStandingThatIsAsSlowAsEver() {
        Lane slow = new Lane("ep-7", new LaneSettings(2, 100, 1_000_000, Duration.ofSeconds(30)), time);
        slow.offer(work());
        time.pass(Duration.ofSeconds(3));
        begun.get(0).complete(Health.WELL);
        for (int offered = 0; offered < 50; offered++) {
            slow.offer(work());
        }

        for (int answered = 1; answered < 21; answered += 2) {
            time.pass(Duration.ofSeconds(3));
            begun.get(answered).complete(Health.WELL);
            begun.get(answered + 1).complete(Health.WELL);
        }

        assertThat(turnedAway).isEmpty();
        time.pass(Duration.ofSeconds(10));
        assertThat(turnedAway).as("now it stands").isNotEmpty();
    }

    @Test
    void shouldLetFewWaitWhileAServerIsTriedAgain() {
        Lane crowded = new Lane("ep-6", new LaneSettings(2, 100, 1_000_000, Duration.ofSeconds(30)), time);
        for (int failed = 0; failed < 10; failed++) {
            crowded.offer(work());
            begun.get(failed).complete(Health.ILL);
            time.pass(Duration.ofSeconds(1));
        }
        time.pass(Duration.ofMinutes(1));

        for (int offered = 0; offered < 50; offered++) {
            crowded.offer(work());
        }

        assertThat(crowded.full()).isTrue();
        assertThat(crowded.offer(work())).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void shouldLeaveAServerAloneThatKeepsFailing() {
        endWith(Health.ILL, 10);

        assertThat(lane.offer(work())).isEqualTo(new Admission.Refused(Why.BROKEN, Duration.ofSeconds(30)));
        assertThat(lane.broken()).isTrue();
    }

    @Test
    void shouldGoOnWithAServerThatFailsNowAndThen() {
        for (int round = 0; round < 20; round++) {
            endWith(Health.ILL, 1);
            endWith(Health.WELL, 1);
        }

        assertThat(lane.offer(work())).isInstanceOf(Admission.Taken.class);
    }

    @Test
    void shouldLearnNothingFromRequestsThatWereNeverSent() {
        endWith(Health.UNKNOWN, 50);

        assertThat(lane.offer(work())).isInstanceOf(Admission.Taken.class);
    }

    private void offer(int times) {
        for (int time = 0; time < times; time++) {
            assertThat(lane.offer(work())).isInstanceOf(Admission.Taken.class);
        }
    }

    @Test
    void shouldTurnAwayWhatWaitsWhenTheServerBreaks() {
        endWith(Health.ILL, 9);
        offer(4);
        time.pass(Duration.ofSeconds(20));

        begun.get(begun.size() - 2).complete(Health.ILL);

        assertThat(turnedAway).hasSize(2).allMatch(refused -> refused.why() == Why.BROKEN);
    }

    @Test
    void shouldSlowDownWhenTheServerAsksForLess() {
        endWith(new Health.Overloaded(null), 1);
        offer(1);
        assertThat(begun).as("the second waits its turn").hasSize(1);
        assertThat(lane.slowed()).isTrue();

        time.pass(Duration.ofSeconds(10));

        assertThat(begun).hasSize(2);
    }

    @Test
    void shouldLeaveAServerAloneAsLongAsItAsks() {
        endWith(new Health.Overloaded(Duration.ofMinutes(2)), 1);

        assertThat(lane.offer(work())).isEqualTo(new Admission.Refused(Why.HELD, Duration.ofMinutes(2)));
        time.pass(Duration.ofMinutes(2));
        assertThat(lane.offer(work())).isInstanceOf(Admission.Taken.class);
    }

    @Test
    void shouldNotBreakForAServerThatAsksForLess() {
        for (int round = 0; round < 30; round++) {
            endWith(new Health.Overloaded(Duration.ofMillis(1)), 1);
            time.pass(Duration.ofMinutes(1));
        }

        assertThat(lane.broken()).isFalse();
    }

    @Test
    void shouldLetThroughWhateverComesWhileItsProbesGoWellHoweverSeldomTheyCome() {
        endWith(Health.ILL, 10);
        time.pass(Duration.ofSeconds(31));

        for (int probe = 0; probe < 20; probe++) {
            int before = begun.size();
            assertThat(lane.offer(work())).isInstanceOf(Admission.Taken.class);
            time.pass(Duration.ofSeconds(2));
            assertThat(begun).hasSize(before + 1);
            begun.get(before).complete(Health.WELL);
            time.pass(Duration.ofHours(1));
        }
        assertThat(lane.broken()).isFalse();
        assertThat(lane.idle()).as("nothing of the failure is left").isEqualTo(!lane.slowed());
    }

    @Test
    void shouldLeaveAServerAloneTwiceAsLongWhenItsProbesFail() {
        endWith(Health.ILL, 10);
        time.pass(Duration.ofSeconds(31));

        endWith(Health.ILL, 3);

        assertThat(lane.offer(work())).isEqualTo(new Admission.Refused(Why.BROKEN, Duration.ofSeconds(60)));
    }

    @Test
    void shouldTellHowMuchOfThePauseIsLeft() {
        endWith(Health.ILL, 10);
        time.pass(Duration.ofSeconds(20));

        assertThat(lane.offer(work())).isEqualTo(new Admission.Refused(Why.BROKEN, Duration.ofSeconds(10)));
    }

    @Test
    void shouldTellThoseThatFindNoRoomToComeOneAfterTheOtherAsFastAsTheServerIs() {
        // Two at once, each of which takes a tenth of a second: twenty a second.
        Lane slow = new Lane("ep-3", new LaneSettings(2, 3, 2_000, Duration.ofSeconds(30)), time);
        List<Duration> turns = new ArrayList<>();
        for (int offered = 0; offered < 10_000; offered++) {
            Admission admission = slow.offer(work(() -> {
                Promise<Health> promise = Promise.promise();
                time.after(Duration.ofMillis(100), () -> promise.complete(Health.WELL));
                return promise.future();
            }));
            if (admission instanceof Admission.Refused refused) {
                turns.add(refused.pause().plusNanos(time.nanos()));
            }
            time.pass(Duration.ofMillis(1));
        }

        // Ten thousand came within ten seconds; by their turns the rest comes at the server's speed.
        Duration first = turns.get(2_000);
        Duration last = turns.get(turns.size() - 1);
        double perSecond = (turns.size() - 2_001) / (last.minus(first).toMillis() / 1e3);
        assertThat(perSecond).isBetween(10.0, 30.0);
    }

    @Test
    void shouldNotGoDeeperWithEveryDeliveryThatEndsAtOnce() {
        Lane deep = new Lane("ep-2", new LaneSettings(1, 100_000, 1_000_000_000, Duration.ofSeconds(30)), time);
        Promise<Health> first = Promise.promise();
        AtomicInteger ended = new AtomicInteger();
        deep.offer(work(first::future));
        for (int number = 0; number < 50_000; number++) {
            deep.offer(work(() -> {
                ended.incrementAndGet();
                return Future.succeededFuture(Health.UNKNOWN);
            }));
        }

        first.complete(Health.WELL);

        time.pass(Duration.ofSeconds(1));
        assertThat(ended).hasValue(50_000);
    }

    private void endWith(Health health, int times) {
        for (int round = 0; round < times; round++) {
            lane.offer(work());
            time.pass(Duration.ofSeconds(10));
            begun.get(begun.size() - 1).complete(health);
        }
    }

    private Work work() {
        return work(() -> {
            Promise<Health> promise = Promise.promise();
            begun.add(promise);
            return promise.future();
        });
    }

    private Work work(Supplier<Future<Health>> run) {
        return new Work() {
            @Override
            public Future<Health> run() {
                return run.get();
            }

            @Override
            public void turnedAway(Admission.Refused refused) {
                turnedAway.add(refused);
            }
        };
    }

    /** A clock in the hand. */
    private static final class HandTime implements LaneTime {

        private final List<Alarm> alarms = new ArrayList<>();
        private long now;

        private record Alarm(long at, Runnable action) {}

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void after(Duration wait, Runnable action) {
            alarms.add(new Alarm(now + wait.toNanos(), action));
        }

        void pass(Duration time) {
            long end = now + time.toNanos();
            while (true) {
                Optional<Alarm> next =
                        alarms.stream().filter(alarm -> alarm.at <= end).min(Comparator.comparingLong(Alarm::at));
                if (next.isEmpty()) {
                    now = end;
                    return;
                }
                alarms.remove(next.get());
                now = Math.max(now, next.get().at);
                next.get().action.run();
            }
        }
    }
}
