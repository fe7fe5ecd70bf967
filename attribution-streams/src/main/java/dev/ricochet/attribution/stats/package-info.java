/**
 * The stats: what each affiliate's traffic on each offer comes to, hour by hour, and which tier of the network's ladder that
 * earns.
 *
 * <p>Two stages. The first counts within each partition of clicks, conversions and outcomes, and hands whole counts on; the
 * second, keyed by affiliate, sums them ({@code hourly} has the arithmetic, {@code click} reads of a click what is counted).
 * {@code tier} judges affiliates once a day. {@code query} answers over HTTP what became of a receipt, a conversion, an
 * affiliate, on whichever worker it lies. {@code topology} alone knows Kafka Streams' processors.
 */
@NullMarked
package dev.ricochet.attribution.stats;

import org.jspecify.annotations.NullMarked;
