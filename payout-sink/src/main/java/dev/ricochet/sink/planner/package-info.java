/**
 * Decides who is told of what, and when: a Kafka Streams application over conversions and delivery attempts, both keyed
 * by conversion_id, exactly once.
 *
 * <p>{@link dev.ricochet.sink.planner.PlannerTopology} names sources, processor, stores and sinks. Processors only load,
 * save and forward; what is decided stands in {@code planner.decision}. What waits for its time lies in an index ordered
 * by time, so that a scan touches only what is due.
 */
@NullMarked
package dev.ricochet.sink.planner;

import org.jspecify.annotations.NullMarked;
