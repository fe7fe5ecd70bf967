/**
 * The stable codes that say why: of outcomes and conversions ({@link dev.ricochet.schemas.reason.Reason}), and of requests that
 * were refused ({@link dev.ricochet.schemas.reason.Refusal}).
 */
@NullMarked
package dev.ricochet.schemas.reason;

import org.jspecify.annotations.NullMarked;
