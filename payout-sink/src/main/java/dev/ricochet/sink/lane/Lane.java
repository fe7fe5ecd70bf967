package dev.ricochet.sink.lane;

import dev.ricochet.sink.lane.Admission.Refused;
import dev.ricochet.sink.lane.Admission.Taken;
import dev.ricochet.sink.lane.Admission.Why;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The deliveries to one endpoint. */
final class Lane {

    /** Never thrown: the breaker counts it. */
    @SuppressWarnings("StaticAssignmentOfThrowable")
    private static final IOException FAILED = new IOException("the server does not answer or says that it cannot");

    private static final Duration WITHOUT_RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(10);

    /** Shorter holds are sat out here, longer ones by the planner. */
    private static final Duration SAT_OUT = Duration.ofSeconds(5);

    /** No more wait in memory than have their turn within this time: a slowed lane's are better off with the planner. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final LaneSettings settings;
    private final LaneTime time;
    private final CircuitBreaker breaker;
    private final Pace pace;
    private final Deque<Work> waiting = new ArrayDeque<>();
    private int running;
    private int opens;
    private long heldUntil;
    private boolean waking;
    private boolean pumping;

    /** Running and waiting, and whether it is slow, for whoever looks from another thread. */
    private volatile int held;

    private volatile boolean slowed;

    Lane(String endpointId, LaneSettings settings, LaneTime time) {
        this.settings = settings;
        this.time = time;
        this.pace = new Pace(settings.perSecond(), time.nanos());
        this.heldUntil = time.nanos();
        this.breaker = CircuitBreaker.of(
                endpointId,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(10)
                        .failureRateThreshold(80)
                        .permittedNumberOfCallsInHalfOpenState(3)
                        .maxWaitDurationInHalfOpenState(settings.pause())
                        .waitIntervalFunctionInOpenState(IntervalFunction.ofExponentialBackoff(
                                settings.pause(),
                                2,
                                settings.pause().multipliedBy(1L << (LaneSettings.LONGEST_DOUBLING - 1))))
                        .writableStackTraceEnabled(false)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == State.OPEN) {
                opens++;
            } else if (event.getStateTransition().getToState() == State.CLOSED) {
                opens = 0;
            }
        });
    }

    Admission offer(Work work) {
        long now = time.nanos();
        if (heldFor(now).compareTo(SAT_OUT) > 0) {
            return new Refused(Why.HELD, heldFor(now));
        }
        if (full()) {
            return new Refused(Why.FULL, untilRoom());
        }
        if (open()) {
            return new Refused(Why.BROKEN, pause());
        }
        waiting.add(work);
        count();
        pump();
        return new Taken();
    }

    boolean idle() {
        return held == 0 && !slowed && breaker.getState() == State.CLOSED;
    }

    boolean full() {
        double inTime = pace.perSecond() * LONGEST_WAIT.toSeconds();
        return held >= settings.atOnce() + Math.min(settings.waiting(), (int) Math.ceil(inTime));
    }

    boolean broken() {
        return breaker.getState() == State.OPEN;
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
        }
    }

    private boolean mayBegin() {
        long now = time.nanos();
        Duration wait = longer(heldFor(now), pace.untilNext(now));
        if (!wait.isZero()) {
            wakeAfter(wait);
            return false;
        }
        if (breaker.tryAcquirePermission()) {
            return true;
        }
        // Half open, the probes are under way: their end decides about the others.
        if (breaker.getState() == State.OPEN || running == 0) {
            turnAwayAll(new Refused(Why.BROKEN, pause()));
        }
        return false;
    }

    private void begin(Work work) {
        running++;
        long began = time.nanos();
        pace.began(began);
        work.run().onComplete(done -> {
            running--;
            learn(done.succeeded() ? done.result() : Health.UNKNOWN, began);
            pump();
        });
    }

    private void learn(Health health, long began) {
        long now = time.nanos();
        if (health instanceof Health.Well) {
            pace.wentWell(now);
            breaker.onSuccess(now - began, TimeUnit.NANOSECONDS);
        } else if (health instanceof Health.Ill) {
            pace.wentBadly(began, now);
            breaker.onError(now - began, TimeUnit.NANOSECONDS, FAILED);
            if (broken()) {
                turnAwayAll(new Refused(Why.BROKEN, pause()));
            }
        } else if (health instanceof Health.Overloaded overloaded) {
            // It answers, and says what it wants: that is no reason to break.
            pace.wasTooFast(began, now);
            breaker.releasePermission();
            Duration asked = overloaded.leaveAlone();
            hold(asked == null ? WITHOUT_RETRY_AFTER : asked, now);
        } else {
            breaker.releasePermission();
        }
        slowed = pace.slowed();
    }

    private void hold(Duration asked, long now) {
        Duration bounded = asked.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : asked;
        if (bounded.compareTo(heldFor(now)) > 0) {
            heldUntil = now + bounded.toNanos();
        }
        if (heldFor(now).compareTo(SAT_OUT) > 0) {
            turnAwayAll(new Refused(Why.HELD, heldFor(now)));
        }
    }

    private void turnAwayAll(Refused refused) {
        List<Work> turned = new ArrayList<>(waiting);
        waiting.clear();
        count();
        turned.forEach(work -> work.turnedAway(refused));
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

    /** Whether its breaker lets nothing through; asking is what moves it from open to half open when its time has come. */
    private boolean open() {
        if (breaker.getState() != State.OPEN) {
            return false;
        }
        if (breaker.tryAcquirePermission()) {
            breaker.releasePermission();
            return false;
        }
        return true;
    }

    private Duration pause() {
        return settings.pause().multipliedBy(1L << Math.min(Math.max(opens - 1, 0), LaneSettings.LONGEST_DOUBLING - 1));
    }

    private Duration untilRoom() {
        return Duration.ofMillis((long) (1_000 * waiting.size() / pace.perSecond()));
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
