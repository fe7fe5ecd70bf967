/**
 * Makes the attempts: takes due deliveries from their topic, renders and sends each in its endpoint's lane, and writes what came of
 * it. It keeps nothing: what is lost with it, the planner offers again.
 *
 * <pre>
 *   {@link dev.ricochet.sink.dispatcher.OfferLoop}   offers in, each once (one thread)
 *   {@link dev.ricochet.sink.dispatcher.Courier}     one delivery's way, on one event loop
 *   {@link dev.ricochet.sink.dispatcher.AttemptLog}  attempts out
 * </pre>
 */
@NullMarked
package dev.ricochet.sink.dispatcher;

import org.jspecify.annotations.NullMarked;
