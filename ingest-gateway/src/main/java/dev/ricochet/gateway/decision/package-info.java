/**
 * People's decisions about conversions, over the admin API. {@link dev.ricochet.gateway.decision.DecideRoute} takes a batch,
 * {@link dev.ricochet.gateway.decision.DecisionForm} reads it, the audit event is written first and the decisions then, to
 * {@code ricochet.decisions.v1} by offer; settle carries them out, and {@code /decisions/{batch}} tells what became of them.
 */
@NullMarked
package dev.ricochet.gateway.decision;

import org.jspecify.annotations.NullMarked;
