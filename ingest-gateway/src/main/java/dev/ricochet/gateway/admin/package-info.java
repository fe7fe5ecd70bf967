/**
 * The catalog's entries over HTTP: look, put with {@code If-Match}, delete.
 *
 * <p>{@link dev.ricochet.gateway.admin.CatalogRoutes} is what a caller sees. {@link dev.ricochet.gateway.admin.ChangeRequest}
 * decides on a change by the catalog of the moment, without Kafka; {@link dev.ricochet.gateway.admin.CatalogChanges} makes
 * sure that the moment is the newest there is, on every gateway, and writes the entry and its audit event in one transaction.
 */
@NullMarked
package dev.ricochet.gateway.admin;

import org.jspecify.annotations.NullMarked;
