package dev.ricochet.sink.lane;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** The deliveries to one endpoint. */
final class Lane {

    private final LaneSettings settings;
    private final CircuitBreaker breaker;
    private final Deque<Work> waiting = new ArrayDeque<>();
    private int running;

    /** Running and waiting, for whoever looks from another thread. */
    private volatile int held;

    Lane(String endpointId, LaneSettings settings) {
        this.settings = settings;
        this.breaker = CircuitBreaker.of(
                endpointId,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(10)
                        .failureRateThreshold(80)
                        .permittedNumberOfCallsInHalfOpenState(3)
                        .maxWaitDurationInHalfOpenState(settings.pause())
                        .waitDurationInOpenState(settings.pause())
                        .writableStackTraceEnabled(false)
                        .build());
    }

    Admission offer(Work work) {
        if (full()) {
            return new Admission.Full();
        }
        if (!breaker.tryAcquirePermission()) {
            return new Admission.Broken(settings.pause());
        }
        waiting.add(work);
        held = running + waiting.size();
        runNext();
        return new Admission.Taken();
    }

    boolean idle() {
        return held == 0 && breaker.getState() == State.CLOSED;
    }

    boolean full() {
        return held >= settings.atOnce() + settings.waiting();
    }

    boolean broken() {
        return breaker.getState() == State.OPEN;
    }

    private void runNext() {
        while (running < settings.atOnce() && !waiting.isEmpty()) {
            running++;
            long start = System.nanoTime();
            waiting.remove().run().onComplete(done -> {
                running--;
                held = running + waiting.size();
                learn(done.succeeded() ? done.result() : Health.UNKNOWN, System.nanoTime() - start);
                runNext();
            });
        }
    }

    private void learn(Health health, long tookNanos) {
        switch (health) {
            case WELL -> breaker.onSuccess(tookNanos, TimeUnit.NANOSECONDS);
            case ILL ->
                breaker.onError(
                        tookNanos,
                        TimeUnit.NANOSECONDS,
                        new IOException("the server does not answer or says that it cannot"));
            case UNKNOWN -> breaker.releasePermission();
        }
    }
}
