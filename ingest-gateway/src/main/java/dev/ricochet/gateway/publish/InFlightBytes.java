package dev.ricochet.gateway.publish;

import java.util.concurrent.atomic.AtomicLong;

/** A budget of bytes that many threads take from and give back to. */
final class InFlightBytes {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    InFlightBytes(long most) {
        this.most = most;
    }

    /** Takes all of it or nothing. */
    boolean tryTake(long bytes) {
        if (taken.addAndGet(bytes) <= most) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }

    long most() {
        return most;
    }
}
