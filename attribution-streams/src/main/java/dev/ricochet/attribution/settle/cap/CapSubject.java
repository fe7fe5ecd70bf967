package dev.ricochet.attribution.settle.cap;

import dev.ricochet.schemas.catalog.Cap;
import dev.ricochet.schemas.catalog.Offer;
import java.time.Instant;

/**
 * A conversion as caps see it.
 *
 * @param offer whose caps hold
 * @param convertedAt by which it belongs to periods, for ever
 */
public record CapSubject(Offer offer, String affiliateId, String goal, Instant convertedAt) {

    /** Whether the cap looks at this conversion at all. */
    boolean concerns(Cap cap) {
        return cap.getGoal() == null || cap.getGoal().equals(goal);
    }
}
