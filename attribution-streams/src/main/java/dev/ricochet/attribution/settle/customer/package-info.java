/**
 * Which affiliate brought which customer to an offer, so that the customer's later orders without click and coupon can be
 * credited to the same one. Kept in the ledger of the offer, since conversions are credited there; an offer that does not
 * ask for it remembers nobody.
 */
@NullMarked
package dev.ricochet.attribution.settle.customer;

import org.jspecify.annotations.NullMarked;
