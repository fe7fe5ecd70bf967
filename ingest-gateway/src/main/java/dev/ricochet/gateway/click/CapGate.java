package dev.ricochet.gateway.click;

import dev.ricochet.schemas.catalog.Offer;

/** Asked last, when nothing else speaks against a click. */
@FunctionalInterface
interface CapGate {
    /** Whether the caps of the offer have room for this affiliate's click, which is counted with the answer where it counts. */
    boolean lets(Offer offer, String affiliateId);
}
