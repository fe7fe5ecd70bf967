/**
 * The catalog as one YAML file: {@code catalog apply} and {@code catalog get}.
 *
 * <p>A file is parsed into entries ({@link dev.ricochet.local.catalog.CatalogParser}; every problem of the whole file is
 * reported at once), held against what the catalog topics hold now ({@link dev.ricochet.local.catalog.CatalogPlan}), and
 * only the difference is written ({@link dev.ricochet.local.catalog.CatalogTopics}). Parsing, planning and printing are
 * pure; only the last touches Kafka.
 */
@NullMarked
package dev.ricochet.local.catalog;

import org.jspecify.annotations.NullMarked;
