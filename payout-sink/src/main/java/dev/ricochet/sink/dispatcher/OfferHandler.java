package dev.ricochet.sink.dispatcher;

import java.util.concurrent.CompletableFuture;

/** What becomes of offers. */
interface OfferHandler {

    /** Makes the attempt and writes what came of it. Ends, well or not, when nothing more will be done about the offer. */
    CompletableFuture<Void> deliver(Offer offer);

    /** Begins no attempt any more, and gives back to the planner what has not begun. */
    void stop();
}
