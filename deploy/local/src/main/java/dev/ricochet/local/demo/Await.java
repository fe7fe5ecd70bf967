package dev.ricochet.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits for conditions, and no longer once a part of the stack has failed. */
final class Await {
    private final CompletableFuture<RuntimeException> failure;

    Await(CompletableFuture<RuntimeException> failure) {
        this.failure = failure;
    }

    /** False when the time passes first. */
    boolean until(BooleanSupplier condition, Duration atMost, Duration between, Runnable each) {
        Instant end = Instant.now().plus(atMost);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            pause(between);
            each.run();
        }
        return true;
    }

    void pause(Duration time) {
        try {
            throw failure.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillWell) {
            return;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the demo was interrupted", stop);
        }
    }
}
