package dev.ricochet.sink.lane;

import dev.ricochet.sink.lane.Admission.Refused;
import dev.ricochet.sink.lane.Admission.Taken;
import dev.ricochet.sink.lane.Admission.Why;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** The deliveries to one endpoint. */
final class Lane {

    private static final double SECOND = 1e9;
    private static final Duration WITHOUT_RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(10);

    /** Shorter holds are sat out here, longer ones by the planner. */
    private static final Duration SAT_OUT = Duration.ofSeconds(5);

    /** The longest row of those that are told to come again: by then the server may be faster, and a new one begins. */
    private static final Duration LONGEST_BOOKING = Duration.ofMinutes(10);

    /** In what order a server that is left alone, or stands still, is to be tried is known, how fast it will be is not. */
    private static final double RETURNING_PER_SECOND = 100;

    /** No more wait in memory than have their turn within this time: a slowed lane's are better off with the planner. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /**
     * A server that has ended nothing for so long, and for twice as long as it has needed of late, stands still. What waits for it
     * takes up room that this process needs for all the others, so few may.
     */
    private static final Duration STANDSTILL = Duration.ofSeconds(1);

    /** With each answer the slowest of late counts for so much less. */
    private static final int FADES_BY = 16;

    private final LaneSettings settings;
    private final LaneTime time;
    private final Breaker breaker;
    private final Pace pace;
    private final Deque<Work> waiting = new ArrayDeque<>();
    private int running;

    /** When a request ended last, or the first of those under way began. */
    private long progressAt;

    private long heldUntil;

    /** When the last of those that found no room has been told to come again. */
    private long bookedUntil;

    /** The longest that a request has taken of late which went well, in nanoseconds. */
    private long slowest;

    private boolean stopped;
    private boolean waking;
    private boolean watching;
    private boolean pumping;

    /** Running and waiting, and whether it is slow or stands still, for whoever looks from another thread. */
    private volatile int held;

    private volatile boolean slowed;
    private volatile boolean standing;

    Lane(String endpointId, LaneSettings settings, LaneTime time) {
        this.settings = settings;
        this.time = time;
        this.pace = new Pace(settings.perSecond(), time.nanos());
        this.heldUntil = time.nanos();
        this.bookedUntil = time.nanos();
        this.breaker = new Breaker(endpointId, settings.pause(), time);
    }

    Admission offer(Work work) {
        long now = time.nanos();
        if (stopped) {
            return refused(Why.STOPPING, Duration.ZERO, now);
        }
        if (heldFor(now).compareTo(SAT_OUT) > 0) {
            return refused(Why.HELD, heldFor(now), now);
        }
        if (full()) {
            return refused(Why.FULL, untilRoom(now), now);
        }
        if (breaker.shut()) {
            return refused(Why.BROKEN, breaker.left(), now);
        }
        waiting.add(work);
        count();
        pump();
        watchForStandstill();
        return new Taken();
    }

    /** Begins nothing any more. */
    void stop() {
        stopped = true;
        turnAwayAll(Why.STOPPING, Duration.ZERO, time.nanos());
    }

    boolean idle() {
        return held == 0 && !slowed && breaker.closed();
    }

    boolean full() {
        return held >= settings.atOnce() + mostWaiting();
    }

    /** Whether its server answers, so that how fast it has been of late says how fast it will be. */
    private boolean steady() {
        return !standing && breaker.closed();
    }

    private int mostWaiting() {
        double inTime = pace.perSecond() * LONGEST_WAIT.toSeconds();
        int most = Math.min(settings.waiting(), (int) Math.ceil(inTime));
        return steady() ? most : Math.min(most, settings.atOnce());
    }

    boolean broken() {
        return breaker.open();
    }

    boolean slowed() {
        return slowed;
    }

    /** Begins what may begin now. What ends at once must not call itself: hundreds may wait, each a level deep. */
    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            while (!waiting.isEmpty() && running < settings.atOnce() && mayBegin()) {
                begin(waiting.remove());
            }
        } finally {
            pumping = false;
            count();
            forgetTheRow();
        }
    }

    /** Nobody waits and nothing stands in the way: whoever is turned away next need not queue behind what was. */
    private void forgetTheRow() {
        long now = time.nanos();
        if (waiting.isEmpty() && breaker.closed() && heldFor(now).isZero()) {
            bookedUntil = now;
        }
    }

    private boolean mayBegin() {
        long now = time.nanos();
        Duration wait = longer(heldFor(now), pace.untilNext(now));
        if (!wait.isZero()) {
            wakeAfter(wait);
            return false;
        }
        if (breaker.pass()) {
            return true;
        }
        // Half open, the probes are under way: their end decides about the others.
        if (broken() || running == 0) {
            turnAwayAll(Why.BROKEN, breaker.left(), now);
        }
        return false;
    }

    private void begin(Work work) {
        long began = time.nanos();
        if (running == 0) {
            progressAt = began;
        }
        running++;
        pace.began(began);
        work.run().onComplete(done -> {
            running--;
            progressAt = time.nanos();
            standing = false;
            learn(done.succeeded() ? done.result() : Health.UNKNOWN, began);
            pump();
        });
    }

    private void learn(Health health, long began) {
        long now = time.nanos();
        if (health instanceof Health.Well) {
            slowest = Math.max(now - began, slowest - slowest / FADES_BY);
            pace.wentWell(now);
            breaker.wentWell(now - began);
        } else if (health instanceof Health.Ill) {
            pace.wentBadly(began, now);
            breaker.wentBadly(now - began);
            if (broken()) {
                turnAwayAll(Why.BROKEN, breaker.left(), now);
            }
        } else if (health instanceof Health.Overloaded overloaded) {
            // It answers, and says what it wants: that is no reason to break.
            pace.wasTooFast(began, now);
            breaker.learnedNothing();
            Duration asked = overloaded.leaveAlone();
            hold(asked == null ? WITHOUT_RETRY_AFTER : asked, now);
        } else {
            breaker.learnedNothing();
        }
        slowed = pace.slowed();
    }

    private void hold(Duration asked, long now) {
        Duration bounded = asked.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : asked;
        if (bounded.compareTo(heldFor(now)) > 0) {
            heldUntil = now + bounded.toNanos();
        }
        if (heldFor(now).compareTo(SAT_OUT) > 0) {
            turnAwayAll(Why.HELD, heldFor(now), now);
        }
    }

    private void turnAwayAll(Why why, Duration from, long now) {
        turnAwayBeyond(0, why, from, now);
    }

    /** Those who wait longest may stay. */
    private void turnAwayBeyond(int staying, Why why, Duration from, long now) {
        Deque<Work> turned = new ArrayDeque<>();
        while (waiting.size() > staying) {
            turned.addFirst(waiting.removeLast());
        }
        count();
        turned.forEach(work -> work.turnedAway(refused(why, from, now)));
    }

    private void watchForStandstill() {
        if (!watching && waiting.size() > settings.atOnce()) {
            watching = true;
            time.after(STANDSTILL, () -> {
                watching = false;
                long now = time.nanos();
                if (standstill(now).compareTo(longer(STANDSTILL, Duration.ofNanos(2 * slowest))) >= 0) {
                    standing = true;
                    turnAwayBeyond(mostWaiting(), Why.FULL, untilRoom(now), now);
                } else {
                    watchForStandstill();
                }
            });
        }
    }

    /** For how long the server has ended none of the requests that are under way. */
    private Duration standstill(long now) {
        return running == 0 ? Duration.ZERO : Duration.ofNanos(now - progressAt);
    }

    private void wakeAfter(Duration wait) {
        if (!waking) {
            waking = true;
            time.after(wait, () -> {
                waking = false;
                pump();
            });
        }
    }

    /**
     * Turned away, to come again after those that were turned away before: as fast as the server has been taking them, where
     * that is known. With one and the same time for all, a million that wait for one server would come, and be turned away,
     * together.
     *
     * @param from when the first of them may come
     */
    private Refused refused(Why why, Duration from, long now) {
        long first = now + from.toNanos();
        long turn = Math.max(bookedUntil, first);
        if (turn - first > LONGEST_BOOKING.toNanos()) {
            turn = first;
        }
        double perSecond = why == Why.FULL && steady() ? pace.lately(now) : RETURNING_PER_SECOND;
        bookedUntil = turn + (long) (SECOND / perSecond);
        return new Refused(why, Duration.ofNanos(turn - now));
    }

    private Duration untilRoom(long now) {
        return steady() ? Duration.ofNanos((long) (waiting.size() * SECOND / pace.lately(now))) : SAT_OUT;
    }

    private Duration heldFor(long now) {
        return Duration.ofNanos(Math.max(0, heldUntil - now));
    }

    private void count() {
        held = running + waiting.size();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
