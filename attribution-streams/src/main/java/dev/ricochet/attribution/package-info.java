/**
 * The worker: one process that runs match, settle, stats or several of them. {@link dev.ricochet.attribution.AttributionMain} is its table
 * of contents.
 */
@NullMarked
package dev.ricochet.attribution;

import org.jspecify.annotations.NullMarked;
