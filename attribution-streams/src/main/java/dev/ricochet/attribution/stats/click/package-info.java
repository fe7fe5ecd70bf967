/**
 * Reads of a click only what is counted: {@link dev.ricochet.attribution.stats.click.ClickSight} goes through the bytes by a
 * {@link dev.ricochet.attribution.stats.click.ClickPlan} made of the schema that wrote them, and makes no record and no
 * text.
 */
@NullMarked
package dev.ricochet.attribution.stats.click;

import org.jspecify.annotations.NullMarked;
