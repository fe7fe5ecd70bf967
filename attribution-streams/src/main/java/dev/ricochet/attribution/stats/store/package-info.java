/**
 * How keys of hours lie in stores, so that what is asked for together lies together:
 * {@link dev.ricochet.attribution.stats.store.HourBytes}.
 */
@NullMarked
package dev.ricochet.attribution.stats.store;

import org.jspecify.annotations.NullMarked;
