/**
 * settle on Kafka Streams: {@link dev.ricochet.attribution.settle.topology.SettleTopology} is the table of contents, the
 * processors read and write state, every decision is made by the pure packages beside this one.
 */
@NullMarked
package dev.ricochet.attribution.settle.topology;

import org.jspecify.annotations.NullMarked;
