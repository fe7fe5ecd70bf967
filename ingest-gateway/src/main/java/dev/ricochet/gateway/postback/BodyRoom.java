package dev.ricochet.gateway.postback;

import dev.ricochet.gateway.publish.InFlightBytes;
import java.time.Duration;

/**
 * What all bodies together may take, of callers whom nobody knows yet. Shared by all event loops.
 *
 * @param within how long a body may take from its head to its end
 * @param room the bytes of all bodies that are still arriving
 */
public record BodyRoom(Duration within, InFlightBytes room) {}
