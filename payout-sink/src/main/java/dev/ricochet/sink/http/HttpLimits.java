package dev.ricochet.sink.http;

import dev.ricochet.kit.config.Settings;
import java.time.Duration;

/**
 * What one request may cost.
 *
 * @param connect until the connection stands, TLS included
 * @param answer until the status and headers are there, from the beginning, name look-up and connecting included
 * @param body from the headers to the body's end; afterwards what came is taken for the body
 * @param connectionsPerOrigin connections to one scheme, host and port
 * @param waitingPerOrigin requests that may wait for such a connection
 */
public record HttpLimits(
        Duration connect, Duration answer, Duration body, int connectionsPerOrigin, int waitingPerOrigin) {

    /** So much of an answer's body is kept; the rest is not read. */
    public static final int KEPT_BYTES = 16 * 1024;

    /** The longest header section of an answer that is read. */
    static final int HEADER_BYTES = 16 * 1024;

    public static HttpLimits from(Settings settings) {
        return new HttpLimits(
                settings.duration("RICOCHET_HTTP_CONNECT_TIMEOUT", "5s", "Until a connection to an endpoint stands."),
                settings.duration(
                        "RICOCHET_HTTP_ANSWER_TIMEOUT",
                        "10s",
                        "Until an endpoint has answered status and headers, connecting included."),
                settings.duration(
                        "RICOCHET_HTTP_BODY_TIMEOUT", "5s", "From the headers to the end of the answer's body."),
                settings.count("RICOCHET_HTTP_CONNECTIONS_PER_ORIGIN", 32, "Connections to one scheme, host and port."),
                settings.count(
                        "RICOCHET_HTTP_WAITING_PER_ORIGIN", 256, "Requests that may wait for such a connection."));
    }

    /** The longest that one request can take. */
    public Duration longest() {
        return answer.plus(body);
    }
}
