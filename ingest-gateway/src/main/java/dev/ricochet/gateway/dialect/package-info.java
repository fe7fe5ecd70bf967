/**
 * How advertisers name things. A {@link dev.ricochet.gateway.dialect.Dialect} is data: which parameter stands for which
 * of our fields, which word for which status, how amounts and times are written. The presets come with the catalog's form
 * ({@link dev.ricochet.kit.catalog.form.DialectPresets}); an advertiser's own wording is laid over its preset. It turns a
 * request's parameters into a {@link dev.ricochet.gateway.dialect.Report}: our fields, still as text and not yet validated,
 * and what it did not know.
 */
@NullMarked
package dev.ricochet.gateway.dialect;

import org.jspecify.annotations.NullMarked;
