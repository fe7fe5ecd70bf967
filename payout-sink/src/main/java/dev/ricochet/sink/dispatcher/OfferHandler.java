package dev.ricochet.sink.dispatcher;

import dev.ricochet.schemas.event.DueDelivery;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.header.Headers;

/** What becomes of offers. Both futures complete when nothing more has to be done, and fail when the record is wanted again. */
interface OfferHandler {

    /**
     * Makes the attempt and writes what came of it.
     *
     * @param willTakeLong called, if at all, as soon as it shows that the attempt outlasts the patience: its server stands still
     */
    CompletableFuture<Void> deliver(DueDelivery due, Headers headers, Runnable willTakeLong);

    /**
     * Gives an offer back to the planner that somebody has held before. The attempt may have been made, its result may be
     * written and the conversion's next change be told already: only the planner knows. Where the offer still stands it is
     * repeated; where it does not, nothing comes of it.
     */
    CompletableFuture<Void> giveBack(DueDelivery due, Headers headers);
}
