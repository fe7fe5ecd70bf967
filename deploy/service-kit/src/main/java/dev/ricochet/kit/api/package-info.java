/**
 * The frame of the management API: an {@link dev.ricochet.kit.api.Operation} turns a {@link dev.ricochet.kit.api.Call}
 * into an {@link dev.ricochet.kit.api.Answer}; {@link dev.ricochet.kit.api.ApiServer} does everything around it: keys,
 * roles, unknown parameters, bounded bodies, headers, and problem documents (RFC 9457) for whatever goes wrong.
 */
@NullMarked
package dev.ricochet.kit.api;

import org.jspecify.annotations.NullMarked;
