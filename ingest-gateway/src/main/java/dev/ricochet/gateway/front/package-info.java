/**
 * The public HTTP server: one {@link dev.ricochet.gateway.front.EventLoop} per core on the same port, each with its own
 * {@link dev.ricochet.gateway.front.FrontDoor} that leads a request to its door. What they share is immutable or made
 * for many threads.
 */
@NullMarked
package dev.ricochet.gateway.front;

import org.jspecify.annotations.NullMarked;
