/**
 * Tells affiliates of conversions, until they have it. {@link dev.ricochet.sink.Sink} is the table of contents: the
 * planner decides who is told of what and when, the dispatcher makes the attempts, and two topics lie between them.
 */
@NullMarked
package dev.ricochet.sink;

import org.jspecify.annotations.NullMarked;
