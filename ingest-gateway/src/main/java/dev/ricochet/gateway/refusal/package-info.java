/**
 * What is refused, how the caller is told, and what is kept of it.
 *
 * <p>A door that refuses makes a {@link dev.ricochet.gateway.refusal.Refused}: the reason and every
 * {@link dev.ricochet.gateway.refusal.Fault}. The {@link dev.ricochet.gateway.refusal.RefusalDesk} gives it an id, counts
 * it and writes it to the topic of rejected requests, secrets masked; {@link dev.ricochet.gateway.refusal.ProblemDocument}
 * words the answer (RFC 9457).
 */
@NullMarked
package dev.ricochet.gateway.refusal;

import org.jspecify.annotations.NullMarked;
