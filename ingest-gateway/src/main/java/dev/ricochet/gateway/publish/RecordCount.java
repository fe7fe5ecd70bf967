package dev.ricochet.gateway.publish;

import dev.ricochet.gateway.metrics.RecordMeters;
import dev.ricochet.gateway.publish.PublishResult.Durable;
import dev.ricochet.gateway.publish.PublishResult.NotTaken;
import dev.ricochet.gateway.publish.PublishResult.Spooled;

/** Counts what became of a record; each record once. */
public final class RecordCount {
    private RecordCount() {}

    /** @param tookNanos since the record was handed over */
    public static void count(PublishResult result, long tookNanos, RecordMeters meters) {
        if (result instanceof Durable) {
            meters.durable(tookNanos);
        } else if (result instanceof Spooled) {
            meters.spooled();
        } else if (result instanceof NotTaken) {
            meters.notTaken();
        } else {
            meters.failed();
        }
    }
}
