package dev.ricochet.local.explain;

import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.DeliveryDeadLetter;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.PostbackOutcome;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the topics say about one accepted postback.
 *
 * @param conversions the versions of the conversion that it made, changed or repeated
 * @param calls to affiliates, about those versions
 * @param stranded where records of it were left lying, a line each
 */
record Story(
        Postback postback,
        Optional<Click> click,
        Optional<PostbackOutcome> outcome,
        List<Conversion> conversions,
        Calls calls,
        List<String> stranded) {

    /** @param due the deliveries, once for each attempt that became due */
    record Calls(List<DueDelivery> due, List<DeliveryAttempt> attempts, List<DeliveryDeadLetter> deadLetters) {
        static final Calls NONE = new Calls(List.of(), List.of(), List.of());
    }

    boolean pending() {
        return outcome.isEmpty();
    }
}
