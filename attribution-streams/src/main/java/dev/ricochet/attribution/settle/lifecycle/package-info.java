/**
 * The statuses of a conversion and the advertiser's word that leads from one to another, as one table:
 * {@link dev.ricochet.attribution.settle.lifecycle.Lifecycle}.
 */
@NullMarked
package dev.ricochet.attribution.settle.lifecycle;

import org.jspecify.annotations.NullMarked;
