/**
 * The stats on Kafka Streams: {@link dev.ricochet.attribution.stats.topology.StatsTopology} is the table of contents, the
 * processors read and write state, what is counted stands in the pure packages beside this one.
 */
@NullMarked
package dev.ricochet.attribution.stats.topology;

import org.jspecify.annotations.NullMarked;
