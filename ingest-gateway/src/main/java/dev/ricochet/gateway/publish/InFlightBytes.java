package dev.ricochet.gateway.publish;

import java.util.concurrent.atomic.AtomicLong;

/** A budget of bytes that many threads take from and give back to. */
public final class InFlightBytes {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    public InFlightBytes(long most) {
        this.most = most;
    }

    /** Takes all of it or nothing. */
    public boolean tryTake(long bytes) {
        if (taken.addAndGet(bytes) <= most) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    public void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    public long taken() {
        return taken.get();
    }

    public long most() {
        return most;
    }
}
