/**
 * What the planner decides, as a pure function: the queue of one conversion and endpoint, an event and the time in; the
 * new queue and its effects out. {@link dev.ricochet.sink.planner.decision.Planning} is the whole state machine:
 *
 * <pre>
 *   version arrives ──▶ waiting ──▶ offered ──▶ delivered
 *                          ▲           │ failed, attempts left · deferred · lease ended without a result
 *                          └───────────┘
 *                                      └──▶ given up: exhausted · endpoint gone, disabled or removed
 * </pre>
 *
 * While an endpoint is paused its deliveries are parked; a delay lets a delivery wait before its first offer.
 *
 * One delivery is under way at a time; later versions of the conversion wait behind it in their order.
 */
@NullMarked
package dev.ricochet.sink.planner.decision;

import org.jspecify.annotations.NullMarked;
