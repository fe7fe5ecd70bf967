/**
 * The way into Kafka: one producer for the process, shared by all event loops, that never makes one of them wait.
 *
 * <p>A door gives a record to its {@link dev.ricochet.gateway.publish.TopicWriter} and gets a future back at once. It
 * ends on the caller's own event loop with a {@link dev.ricochet.gateway.publish.PublishResult}: safe or not, no
 * exceptions. {@link dev.ricochet.gateway.publish.Deadline} bounds how long a request waits for it. What keeps
 * {@code send} from blocking: the metadata of every topic is fetched before the gateway is ready and never expires,
 * {@code max.block.ms} is zero, and the bytes in flight are bounded well below the producer's buffer.
 */
@NullMarked
package dev.ricochet.gateway.publish;

import org.jspecify.annotations.NullMarked;
