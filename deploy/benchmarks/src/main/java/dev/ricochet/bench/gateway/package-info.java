/**
 * The gateway's two hot paths beside the least that could do the job: a bare Vert.x handler with one shared producer,
 * {@code acks=all}, that answers when the broker has acknowledged. Both are processes of their own before the same
 * broker, in turn under the same load: first as fast as they answer over 64, 256 and 1,024 connections, then postbacks at
 * a constant rate with latency corrected for coordinated omission.
 */
@NullMarked
package dev.ricochet.bench.gateway;

import org.jspecify.annotations.NullMarked;
