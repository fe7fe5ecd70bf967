package dev.ricochet.gateway.front;

import dev.ricochet.gateway.tls.TlsSettings;
import dev.ricochet.kit.config.Settings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The public HTTP server.
 *
 * @param eventLoops how many serve the port
 * @param clickDeadline after which a visitor goes on, whatever Kafka does
 * @param postbackDeadline after which an advertiser is told to come again
 * @param drainNotice how long it goes on serving, with the request to end connections, after readiness says no
 * @param drainWithin how long requests that are under way may take to end at shutdown
 * @param tls where HTTPS is served as well; null for nowhere
 */
public record FrontSettings(
        String host,
        int port,
        int eventLoops,
        long mostBodyBytes,
        Duration idleTimeout,
        Duration clickDeadline,
        Duration postbackDeadline,
        Duration drainNotice,
        Duration drainWithin,
        Bounds bounds,
        @Nullable TlsSettings tls) {

    public static FrontSettings from(Settings settings) {
        return new FrontSettings(
                settings.text("RICOCHET_GATEWAY_HOST", "127.0.0.1", "Address of the public HTTP server."),
                settings.port("RICOCHET_GATEWAY_PORT", 8080, "Its port; 0 takes any free one."),
                settings.parsed(
                        "RICOCHET_GATEWAY_EVENT_LOOPS",
                        "auto",
                        "Event loops that serve the port.",
                        "whole number from 1, or auto for one per processor",
                        FrontSettings::eventLoops,
                        1),
                settings.bytes("RICOCHET_GATEWAY_MAX_BODY", "64KiB", "Larger bodies get 413."),
                settings.duration(
                        "RICOCHET_GATEWAY_IDLE_TIMEOUT",
                        "60s",
                        "Connections on which nothing moves for so long are closed."),
                settings.duration(
                        "RICOCHET_GATEWAY_CLICK_DEADLINE",
                        "200ms",
                        "A visitor waits at most so long for the click to be durable, in Kafka or in the spool, then goes on."),
                settings.duration(
                        "RICOCHET_GATEWAY_POSTBACK_DEADLINE",
                        "5s",
                        "A postback that is neither in Kafka nor in the spool after so long is answered 503."),
                settings.duration(
                        "RICOCHET_GATEWAY_DRAIN_NOTICE",
                        "1s",
                        "How long to go on serving at shutdown after readiness says no: long enough for load balancers to look, and for clients to end their connections, which every answer then asks of them."),
                settings.duration(
                        "RICOCHET_GATEWAY_DRAIN_TIMEOUT",
                        "10s",
                        "How long requests under way may take to end at shutdown."),
                Bounds.from(settings),
                TlsSettings.from(settings));
    }

    private static int eventLoops(String text) {
        if (text.equals("auto")) {
            return Runtime.getRuntime().availableProcessors();
        }
        int count = Integer.parseInt(text);
        if (count < 1) {
            throw new IllegalArgumentException("too few");
        }
        return count;
    }
}
