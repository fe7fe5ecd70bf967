/**
 * The gateway's postback path beside the least that could do the job: a bare Vert.x handler with one shared producer,
 * {@code acks=all}, that answers when the broker has acknowledged. Both are processes of their own before the same
 * broker, under the same closed-loop load, in turn.
 */
@NullMarked
package dev.ricochet.bench.gateway;

import org.jspecify.annotations.NullMarked;
