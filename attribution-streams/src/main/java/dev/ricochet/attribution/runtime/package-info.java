/**
 * Runs the worker's Kafka Streams applications, each in the same way.
 *
 * <p>A {@link dev.ricochet.attribution.runtime.StreamsApp} says what is computed.
 * {@link dev.ricochet.attribution.runtime.StreamsRuntime} adds the shared properties, checks the topics, starts it,
 * ties its state to readiness, sends records that cannot be read to the dead-letter topic, binds its metrics, stops
 * the process at an uncaught error, and closes it inside the grace period.
 */
@NullMarked
package dev.ricochet.attribution.runtime;

import org.jspecify.annotations.NullMarked;
