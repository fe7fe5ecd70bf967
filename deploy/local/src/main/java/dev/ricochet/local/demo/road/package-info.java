/**
 * The demo's contact with the world: visitors and advertisers that call the gateway
 * ({@link dev.ricochet.local.demo.road.Traveller}), the affiliate's server that is called in the end
 * ({@link dev.ricochet.local.demo.road.AffiliateServer}), and somebody who watches the topics in between
 * ({@link dev.ricochet.local.demo.road.PipelineWatch}). What was sent and what was seen are kept apart, in the
 * {@link dev.ricochet.local.demo.road.Notebook} and in {@link dev.ricochet.local.demo.road.Observed}, and compared elsewhere.
 */
@NullMarked
package dev.ricochet.local.demo.road;

import org.jspecify.annotations.NullMarked;
