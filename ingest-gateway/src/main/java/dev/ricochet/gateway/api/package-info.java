/** The description of both ports, served at {@code /api/v1/openapi.json}. */
@NullMarked
package dev.ricochet.gateway.api;

import org.jspecify.annotations.NullMarked;
