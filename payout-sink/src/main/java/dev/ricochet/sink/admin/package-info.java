/**
 * The sink's routes under {@code /api/v1} of the management port: endpoints' states and what people ask of them, tests and
 * previews, resends, replays and backfills, and what was attempted. What is asked of the planner goes through topics, so an
 * answer means that it is durable, on whichever process it was asked.
 */
@NullMarked
package dev.ricochet.sink.admin;

import org.jspecify.annotations.NullMarked;
