package dev.ricochet.sink.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells failures of our own side from those of endpoints. Some say it themselves: no network, the proxy. A silent name server
 * or a connection that is never accepted may be either: when several hosts fail so, one after the other, and none at all was
 * reached meanwhile, it is us. Until that is certain the endpoints' own account is charged: with three hosts, one try each.
 */
final class OwnSide {

    private static final int HOSTS = 3;
    private static final Duration WINDOW = Duration.ofSeconds(60);

    /** Hosts that failed since one was reached last, and when. */
    private final Map<String, Long> failing = new HashMap<>();

    /** Somebody was reached: the way out is open. */
    void reached() {
        if (!failing.isEmpty()) {
            failing.clear();
        }
    }

    /** Whether this failure is ours. */
    boolean isCause(SendError error, String host, long nanos) {
        return switch (error) {
            case NO_NETWORK, PROXY_FAILED, CLIENT_CERTIFICATE_MISSING, POOL_FULL -> true;
            case NAME_SERVER_SILENT, CONNECT_TIMEOUT -> suspected(host, nanos);
            case FORBIDDEN_ADDRESS, NAME_NOT_RESOLVED -> false;
            case CONNECT_FAILED, TLS_FAILED, CONNECTION_CLOSED, TIMEOUT, BAD_ANSWER -> {
                // Somebody answered, if not as we like it.
                reached();
                yield false;
            }
        };
    }

    private boolean suspected(String host, long nanos) {
        failing.values().removeIf(at -> nanos - at > WINDOW.toNanos());
        failing.put(host, nanos);
        return failing.size() >= HOSTS;
    }
}
