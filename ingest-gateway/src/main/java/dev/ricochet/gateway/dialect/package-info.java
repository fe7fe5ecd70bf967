/**
 * How advertisers name things. A {@link dev.ricochet.gateway.dialect.Dialect} is data: which parameter stands for which
 * of our {@link dev.ricochet.gateway.dialect.Field fields}, which word for which status. It turns a request's parameters
 * into a {@link dev.ricochet.gateway.dialect.Report}: our fields, still as text and not yet validated, and what it did
 * not know.
 */
@NullMarked
package dev.ricochet.gateway.dialect;

import org.jspecify.annotations.NullMarked;
