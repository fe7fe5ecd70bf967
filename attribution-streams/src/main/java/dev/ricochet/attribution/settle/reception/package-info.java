/**
 * The first hop's decision, {@link dev.ricochet.attribution.settle.reception.Reception}: what ends here (what is
 * credited to nobody, tests, unknown offers, postbacks that can be no conversion) and under which conversion's name the rest goes on to the ledger.
 */
@NullMarked
package dev.ricochet.attribution.settle.reception;

import org.jspecify.annotations.NullMarked;
