/**
 * The catalog in memory: advertisers, affiliates, offers and endpoints out of four compacted topics.
 *
 * <p>One thread ({@link dev.ricochet.kit.catalog.CatalogReader}) reads all partitions of the four topics from the
 * beginning and publishes an immutable {@link dev.ricochet.kit.catalog.Catalog} whenever it has seen changes. Readers
 * take the current one and keep it for as long as one decision lasts, so that a decision never sees half a change.
 */
@NullMarked
package dev.ricochet.kit.catalog;

import org.jspecify.annotations.NullMarked;
