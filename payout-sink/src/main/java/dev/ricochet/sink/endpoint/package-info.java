/**
 * Endpoints as they stand: what the catalog says of them, and what their own deliveries or a person have made of them. The
 * planner writes the second to {@code ricochet.endpoint-events.v1}; every process of the sink reads it back into memory.
 */
@NullMarked
package dev.ricochet.sink.endpoint;

import org.jspecify.annotations.NullMarked;
