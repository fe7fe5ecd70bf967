/**
 * Carries the W3C trace context from a request through the topics to the last call, so that one postback's way can be
 * followed in any tracing system, and in the logs without one.
 */
@NullMarked
package dev.ricochet.kit.trace;

import org.jspecify.annotations.NullMarked;
