/**
 * Makes the attempts: takes due deliveries from a share group, renders and sends each in its endpoint's lane, writes what
 * came of it, and only then acknowledges. It keeps nothing: what is lost with it, the planner offers again.
 *
 * <pre>
 *   {@link dev.ricochet.sink.dispatcher.ShareLoop}   records in, acknowledgements out (one thread)
 *   {@link dev.ricochet.sink.dispatcher.Courier}     one delivery's way, on one event loop
 *   {@link dev.ricochet.sink.dispatcher.AttemptLog}  attempts out, durable before anything is acknowledged
 * </pre>
 */
@NullMarked
package dev.ricochet.sink.dispatcher;

import org.jspecify.annotations.NullMarked;
