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
 * @param due the deliveries of those versions, once for each attempt that became due
 */
record Story(
        Postback postback,
        Optional<Click> click,
        Optional<PostbackOutcome> outcome,
        List<Conversion> conversions,
        List<DueDelivery> due,
        List<DeliveryAttempt> attempts,
        List<DeliveryDeadLetter> deadLetters) {

    boolean pending() {
        return outcome.isEmpty();
    }
}
