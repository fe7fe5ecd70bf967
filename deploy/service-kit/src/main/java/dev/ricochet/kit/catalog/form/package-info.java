/**
 * Catalog entries as people write them, in a YAML file or in the JSON of the admin API: the same names and the same checks.
 *
 * <p>{@link dev.ricochet.kit.catalog.form.CatalogParser} turns text into entries or names every problem of the whole text
 * at once, references included; {@link dev.ricochet.kit.catalog.form.CatalogPlan} holds them against what the catalog has
 * now and gives what differs its next version; {@link dev.ricochet.kit.catalog.form.CatalogPrinter} writes entries back,
 * secrets masked; {@link dev.ricochet.kit.catalog.form.EntryForm} does the same for one entry at a time. All of it is pure.
 */
@NullMarked
package dev.ricochet.kit.catalog.form;

import org.jspecify.annotations.NullMarked;
