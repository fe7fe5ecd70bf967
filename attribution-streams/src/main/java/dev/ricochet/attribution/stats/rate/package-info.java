/**
 * How conversion rates stand to the fraud rules that ask for them: which offers ask
 * ({@link dev.ricochet.attribution.stats.rate.RateRules}), what was counted
 * ({@link dev.ricochet.attribution.stats.rate.Sample}), and when that is news
 * ({@link dev.ricochet.attribution.stats.rate.RateNews}).
 */
@NullMarked
package dev.ricochet.attribution.stats.rate;

import org.jspecify.annotations.NullMarked;
