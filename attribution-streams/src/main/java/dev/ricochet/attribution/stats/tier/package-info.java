/**
 * On which tier of the network's ladder an affiliate stands: a pure function of the ladder and of what the affiliate
 * brought ({@link dev.ricochet.attribution.stats.tier.Ladder}), and when that is an event
 * ({@link dev.ricochet.attribution.stats.tier.Standing}).
 */
@NullMarked
package dev.ricochet.attribution.stats.tier;

import org.jspecify.annotations.NullMarked;
