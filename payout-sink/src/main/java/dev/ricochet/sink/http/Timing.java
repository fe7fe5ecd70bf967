package dev.ricochet.sink.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one request; null for those that were not reached.
 *
 * @param name until the host's addresses were known
 * @param connect from there until a connection was at hand
 * @param answer from there until status and headers had come
 * @param body from there until the body had ended, or enough of it was read
 */
public record Timing(
        @Nullable Duration name,
        @Nullable Duration connect,
        @Nullable Duration answer,
        @Nullable Duration body) {

    /** Nothing was reached. */
    public static final Timing NONE = new Timing(null, null, null, null);
}
