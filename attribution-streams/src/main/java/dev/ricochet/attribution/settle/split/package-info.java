/**
 * Who shares the payout of a conversion to which several affiliates' clicks led.
 *
 * <p>{@link dev.ricochet.attribution.settle.split.Credits} finds the shares when the conversion begins; they stay with it.
 * {@link dev.ricochet.attribution.settle.split.Payouts} divides the payout of each version by them, to the last cent.
 */
@NullMarked
package dev.ricochet.attribution.settle.split;

import org.jspecify.annotations.NullMarked;
