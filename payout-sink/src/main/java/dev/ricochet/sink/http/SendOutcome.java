package dev.ricochet.sink.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of sending a request. */
public sealed interface SendOutcome {

    /** How long each part took. */
    Timing timing();

    /**
     * The server answered.
     *
     * @param retryAfter what it asked for, if it did so in a way that can be read
     * @param body the start of its body, decompressed; what came in time and fitted
     */
    record Answered(int status, @Nullable Duration retryAfter, String body, Timing timing) implements SendOutcome {}

    /**
     * No answer came, or none was asked for.
     *
     * @param ours true where our own side failed: the network, the proxy, the name server
     */
    record Unanswered(SendError error, String detail, boolean ours, Timing timing) implements SendOutcome {}
}
