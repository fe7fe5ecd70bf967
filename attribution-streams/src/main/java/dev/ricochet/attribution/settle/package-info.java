/**
 * settle: every matched postback becomes exactly one explained outcome, every conversion is priced once.
 *
 * <p>Two hops. The first, keyed by settlement key, drops second copies and names the conversion ({@code reception},
 * {@code dedupe}). The second, keyed by offer, holds the conversions and decides ({@code ledger}, with {@code lifecycle},
 * {@code fraud}, {@code price}, {@code cap}). {@code rules} finds by what a postback is judged, {@code explain} and
 * {@code outcome} say why in words that the world reads. All of these are pure; {@code topology} alone knows Kafka.
 */
@NullMarked
package dev.ricochet.attribution.settle;

import org.jspecify.annotations.NullMarked;
