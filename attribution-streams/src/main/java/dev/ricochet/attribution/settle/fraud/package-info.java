/** Checks before a commission is credited; all are made, the strictest verdict holds. */
@NullMarked
package dev.ricochet.attribution.settle.fraud;

import org.jspecify.annotations.NullMarked;
