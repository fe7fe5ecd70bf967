/**
 * The catalog as one YAML file: {@code catalog apply} and {@code catalog get}.
 *
 * <p>A file is parsed and held against what the catalog topics hold now (both in {@link dev.ricochet.kit.catalog.form});
 * {@link dev.ricochet.local.catalog.CatalogTopics} reads those topics and writes only the difference.
 */
@NullMarked
package dev.ricochet.local.catalog;

import org.jspecify.annotations.NullMarked;
