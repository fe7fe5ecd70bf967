/**
 * What the demo sends, and what must come of it, worked out before anything is sent and without the pipeline.
 *
 * <p>A {@link dev.ricochet.local.demo.traffic.TrafficPlan} is a seeded sequence of
 * {@link dev.ricochet.local.demo.traffic.Visit visits}. Each follows a
 * {@link dev.ricochet.local.demo.traffic.Scenario}, which is a list of {@link dev.ricochet.local.demo.traffic.Step steps};
 * a step that reports a conversion carries what is {@link dev.ricochet.local.demo.traffic.Expected expected} of it, with
 * prices by the sample catalog's terms. All of it is data: how it is sent is another package's matter.
 */
@NullMarked
package dev.ricochet.local.demo.traffic;

import org.jspecify.annotations.NullMarked;
