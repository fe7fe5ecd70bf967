package dev.ricochet.gateway.lookup;

import io.vertx.core.Future;
import java.time.Instant;

/** Knows what became of receipts. */
@FunctionalInterface
public interface ReceiptBook {
    /**
     * What became of one. Fails with {@link dev.ricochet.kit.api.Workers.Busy} where too many ask, and with Kafka's own
     * exceptions.
     *
     * @param since no outcome of it was written earlier than that
     */
    Future<ReceiptState> state(ReceiptId receipt, Instant since);
}
