/**
 * How long the pipeline takes from the gateway's receipt of a postback to the affiliate's server, and where that time goes.
 *
 * <p>{@link dev.ricochet.bench.latency.LatencyBench} runs the whole stack and sends clicks and postbacks at constant rates.
 * Every postback has its row in {@link dev.ricochet.bench.latency.Journeys}: when it was to be sent, received, readable in each
 * topic ({@link dev.ricochet.bench.latency.TopicWatch}), and called out to the affiliate
 * ({@link dev.ricochet.bench.latency.AffiliateHost}). All clocks are this machine's.
 */
@NullMarked
package dev.ricochet.bench.latency;

import org.jspecify.annotations.NullMarked;
