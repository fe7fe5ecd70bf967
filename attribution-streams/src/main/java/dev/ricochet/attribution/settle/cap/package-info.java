/**
 * How many conversions are taken at most, by offer or by affiliate, in an hour, a day, a month or ever.
 *
 * <p>Caps are strict: an offer's ledger is one partition, so its conversions are counted one after the other. A conversion
 * is counted in the period in which it was first reported, and leaves that count when it is rejected or reversed, whenever
 * that is.
 */
@NullMarked
package dev.ricochet.attribution.settle.cap;

import org.jspecify.annotations.NullMarked;
