/**
 * What becomes of endpoints: attempts and people's requests in, changes of state out. Attempts are keyed by conversion and
 * an endpoint's life by endpoint, so the planner thins its attempts out to {@code ricochet.endpoint-signals.v1}, to which
 * people's requests are written too, and one processor reads it:
 *
 * <pre>
 *   ACTIVE ⇄ FAILING ──▶ DISABLED     nothing got through for too long, or 410
 *      ⇅ PAUSED                       by request; ENABLE leads back from anywhere
 * </pre>
 *
 * {@link dev.ricochet.sink.planner.life.LifeRules} decides, as a pure function.
 */
@NullMarked
package dev.ricochet.sink.planner.life;

import org.jspecify.annotations.NullMarked;
