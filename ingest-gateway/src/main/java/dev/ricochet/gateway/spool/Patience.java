package dev.ricochet.gateway.spool;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Tells records that wait for Kafka when they waited long enough. Everybody waits equally long, so the first to come is the
 * first to expire and a look at the heads of a few queues now and then is enough. Each thread has a queue that it shares
 * with few others, so that its lock is seldom contended; who got an answer meanwhile is dropped when it reaches the head.
 */
final class Patience {
    private static final int STRIPES = 16;

    private final long limitNanos;
    private final List<Deque<Handover>> stripes = new ArrayList<>(STRIPES);

    Patience(Duration limit) {
        this.limitNanos = limit.toNanos();
        for (int i = 0; i < STRIPES; i++) {
            stripes.add(new ArrayDeque<>());
        }
    }

    void add(Handover waiting) {
        Deque<Handover> stripe = stripes.get((int) (Thread.currentThread().getId() % STRIPES));
        synchronized (stripe) {
            Handover oldest = stripe.peekFirst();
            while (oldest != null && oldest.isOver()) {
                stripe.removeFirst();
                oldest = stripe.peekFirst();
            }
            stripe.addLast(waiting);
        }
    }

    /** Call it several times within the limit: who is due is told that late at most. */
    void expire(long now) {
        List<Handover> due = new ArrayList<>();
        for (Deque<Handover> stripe : stripes) {
            synchronized (stripe) {
                Handover oldest = stripe.peekFirst();
                while (oldest != null && (oldest.isOver() || now - oldest.start() >= limitNanos)) {
                    due.add(stripe.removeFirst());
                    oldest = stripe.peekFirst();
                }
            }
        }
        due.forEach(Handover::late);
    }
}
