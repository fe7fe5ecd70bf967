/**
 * Deliveries that people ask for: found in the topics that hold conversions and dead letters, counted or written as commands
 * to the planner, each durable before it is told of.
 */
@NullMarked
package dev.ricochet.sink.replay;

import org.jspecify.annotations.NullMarked;
