package dev.ricochet.sink.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of sending a request. */
public sealed interface SendOutcome {

    /**
     * The server answered.
     *
     * @param retryAfter what it asked for, if it did so in a way that can be read
     * @param body the start of its body; what came in time and fitted
     */
    record Answered(int status, @Nullable Duration retryAfter, String body) implements SendOutcome {}

    /** No answer came, or none was asked for. */
    record Unanswered(SendError error, String detail) implements SendOutcome {}
}
