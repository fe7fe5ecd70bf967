/**
 * Whether a caller may speak for an advertiser. The catalog names what an advertiser requires (token, address, …); each
 * requirement is one {@link dev.ricochet.gateway.auth.Check}, and all must pass. A requirement that cannot be met here for
 * want of configuration keeps everybody out: it is never skipped. {@link dev.ricochet.gateway.auth.ReplayGuard} knows
 * which signed requests were accepted already.
 *
 * <p>Pure decisions over what the request showed; the answer to a stranger is worded elsewhere and tells nothing of the
 * detail given here.
 */
@NullMarked
package dev.ricochet.gateway.auth;

import org.jspecify.annotations.NullMarked;
