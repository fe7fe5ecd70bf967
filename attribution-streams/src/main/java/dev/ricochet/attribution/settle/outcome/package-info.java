/** The terminal outcome of one postback, as the record that the world reads. */
@NullMarked
package dev.ricochet.attribution.settle.outcome;

import org.jspecify.annotations.NullMarked;
