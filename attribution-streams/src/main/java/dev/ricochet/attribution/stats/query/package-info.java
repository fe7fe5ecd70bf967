/**
 * Answers over HTTP, on the management port of every worker with the role {@code stats}: what became of a receipt, how a
 * conversion came about, what traffic came to, on which tier an affiliate stands.
 *
 * <p>{@link dev.ricochet.attribution.stats.query.QueryRoutes} is the table of contents. What is asked for lies on one worker
 * ({@link dev.ricochet.attribution.stats.query.Owners} knows which); the others pass the question on
 * ({@link dev.ricochet.attribution.stats.query.Relay}), once and no further. While partitions move nobody knows, and the
 * answer is 503 with {@code Retry-After}: never a wrong "not found".
 */
@NullMarked
package dev.ricochet.attribution.stats.query;

import org.jspecify.annotations.NullMarked;
