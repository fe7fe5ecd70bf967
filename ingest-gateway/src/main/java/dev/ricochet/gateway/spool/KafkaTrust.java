package dev.ricochet.gateway.spool;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether records go to Kafka first, or to the spool at once.
 *
 * <p>Trust is lost when a record waited in vain and nothing at all was acknowledged while it waited: one slow partition or
 * one long pause costs those who are on it their patience, and does not send everybody to the disk. Trust comes back when
 * records that were sent after it was lost are acknowledged: a few batches of the replay in a row, or all that the spool
 * had. So the replay is the probe, nobody else waits for a Kafka that is away, and a Kafka that takes one batch and stalls
 * again is not believed. Where the spool is of no use either, records are tried with Kafka directly, and their
 * acknowledgements count alike.
 */
public final class KafkaTrust {
    private static final Logger log = LoggerFactory.getLogger(KafkaTrust.class);
    private static final int PROOFS_NEEDED = 3;

    private final AtomicInteger proofs = new AtomicInteger();
    private volatile boolean trusted = true;
    private volatile long lastAcknowledged = System.nanoTime();
    private volatile long lostAt = System.nanoTime();

    public boolean isTrusted() {
        return trusted;
    }

    /** Kafka has a record by the direct way. Both times are of {@link System#nanoTime()}. */
    void acknowledged(long sentAt, long now) {
        lastAcknowledged = now;
        if (!trusted && sentAt - lostAt > 0) {
            proof();
        }
    }

    /** A record waited in vain, or Kafka gave up on it. */
    void waitedInVain(long sentAt) {
        if (trusted && sentAt - lastAcknowledged > 0) {
            lostAt = System.nanoTime();
            proofs.set(0);
            trusted = false;
            log.atWarn().log("Kafka acknowledges nothing, records go to the spool");
        }
    }

    /** A batch of the replay was acknowledged. */
    void replayed(boolean nothingLeft) {
        if (nothingLeft) {
            proofs.set(PROOFS_NEEDED);
        }
        if (!trusted) {
            proof();
        }
    }

    void replayFailed() {
        proofs.set(0);
    }

    private void proof() {
        if (proofs.incrementAndGet() >= PROOFS_NEEDED) {
            trusted = true;
            log.atInfo().log("Kafka acknowledges again, records go to it first");
        }
    }
}
