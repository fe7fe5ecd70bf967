/**
 * The catalog in memory: advertisers, affiliates, offers, endpoints, lists, exchange rates, tiers and who stands on
 * which tier, out of compacted topics.
 *
 * <p>One thread ({@link dev.ricochet.kit.catalog.CatalogReader}) reads all partitions of these topics from the
 * beginning and publishes an immutable {@link dev.ricochet.kit.catalog.Catalog} whenever it has seen changes. Readers
 * take the current one and keep it for as long as one decision lasts, so that a decision never sees half a change.
 *
 * <p>The topics keep superseded versions for {@linkplain dev.ricochet.schemas.topic.Topics#CATALOG_HISTORY a year and more}, so
 * the reader knows what was in force at any time since ({@code Timeline}), and what is planned.
 */
@NullMarked
package dev.ricochet.kit.catalog;

import org.jspecify.annotations.NullMarked;
