/**
 * Dedupe: which postbacks speak of the same conversion.
 *
 * <p>A goal says what makes its conversions unique, the order, the click or both, within the offer or within the whole
 * advertiser. From that and the postback comes an {@link dev.ricochet.attribution.settle.dedupe.Identity}. The first
 * postback of an identity claims it for the conversion that it makes; later ones, until the time to live has passed, are
 * about that conversion. What they do to it is decided by the ledger, which knows how the conversion stands.
 *
 * <p>A claim is only right where every postback of its identity is seen. An identity with an order is claimed in the
 * first hop, whose key holds the order; an identity of a click alone is claimed in the second hop, which sees everything
 * of an offer, and a click belongs to one offer. Claiming click identities in the first hop would let two orders of one
 * click pass each other in different partitions.
 */
@NullMarked
package dev.ricochet.attribution.settle.dedupe;

import org.jspecify.annotations.NullMarked;
