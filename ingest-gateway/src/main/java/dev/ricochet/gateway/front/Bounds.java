package dev.ricochet.gateway.front;

import dev.ricochet.kit.config.Settings;
import java.time.Duration;

/**
 * What one caller, and all of them together, may take.
 *
 * @param mostConnections open at once; beyond it new ones are closed as they come
 * @param headWithin how long a connection may go without bringing a whole request head, or a whole row of a stream, however
 *     busily it trickles
 * @param bodyWithin how long a body may take from its head to its end
 * @param mostBodyBytes of all bodies that are still arriving; streams are none of them
 * @param mostLag how far an event loop may be behind; until it has caught up it takes nothing new
 */
public record Bounds(
        int mostConnections, Duration headWithin, Duration bodyWithin, long mostBodyBytes, Duration mostLag) {

    static Bounds from(Settings settings) {
        return new Bounds(
                settings.count(
                        "RICOCHET_GATEWAY_MAX_CONNECTIONS",
                        20_000,
                        "Connections open at once; beyond it new ones are closed as they come."),
                settings.duration(
                        "RICOCHET_GATEWAY_REQUEST_TIMEOUT",
                        "60s",
                        "A connection that brings no whole request head, or in a batch no whole row, for so long is closed, even if bytes trickle in."),
                settings.duration(
                        "RICOCHET_GATEWAY_BODY_TIMEOUT",
                        "10s",
                        "How long the body of a single request may take to arrive; then 408."),
                settings.bytes(
                        "RICOCHET_GATEWAY_BODIES",
                        "32MiB",
                        "What all bodies that are still arriving may take together; beyond it 503. Batches are not kept and do not count."),
                settings.duration(
                        "RICOCHET_GATEWAY_OVERLOAD_AFTER",
                        "1s",
                        "An event loop that is further behind with its work than this answers what comes next with 503 at once, before it reads more of it than the path."));
    }
}
