/**
 * The frame of the management API: an {@link dev.ricochet.gateway.api.Operation} turns a {@link dev.ricochet.gateway.api.Call}
 * into an {@link dev.ricochet.gateway.api.Answer}; {@link dev.ricochet.gateway.api.ApiServer} does everything around it: keys,
 * roles, unknown parameters, bounded bodies, headers, and problem documents (RFC 9457) for whatever goes wrong.
 */
@NullMarked
package dev.ricochet.gateway.api;

import org.jspecify.annotations.NullMarked;
