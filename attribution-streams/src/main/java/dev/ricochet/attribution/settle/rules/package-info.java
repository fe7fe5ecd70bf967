/**
 * Finds by what a postback is judged: the offer, the goal that it means, the affiliate who is credited.
 *
 * <p>A postback is judged by what was in force when it was received, however late settle sees it: both hops look at
 * {@link dev.ricochet.kit.catalog.Catalog#at the catalog of that time}. The version of the offer stands in every output.
 */
@NullMarked
package dev.ricochet.attribution.settle.rules;

import org.jspecify.annotations.NullMarked;
