/**
 * What is counted of one affiliate on one offer in one hour, and how counts are added, corrected and shown. All of it is
 * pure: {@link dev.ricochet.attribution.stats.hourly.ConversionCount} says what a new version of a conversion changes,
 * {@link dev.ricochet.attribution.stats.hourly.Rejections} what an outcome does,
 * {@link dev.ricochet.attribution.stats.hourly.Counts} sums, and
 * {@link dev.ricochet.attribution.stats.hourly.Rates} divides.
 */
@NullMarked
package dev.ricochet.attribution.stats.hourly;

import org.jspecify.annotations.NullMarked;
