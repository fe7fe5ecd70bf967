package dev.ricochet.sink.http;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.ProxyConnectException;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Names what went wrong. The codes are stable; the details are for people. */
final class SendErrors {

    private static final int LONGEST_DETAIL = 200;

    /** What the operating system says when there is no route at all, as against none to this one host. */
    private static final String NO_NETWORK = "Network is unreachable";

    private static final String PROXY_WANTS_PASSWORD = "407";

    private SendErrors() {}

    /**
     * Why no connection came about. Through a proxy it is the proxy that could not be reached; what it says itself, once it
     * was, is about the host, but for a refusal to serve us.
     */
    static SendError connectError(Throwable cause, boolean proxied) {
        if (cause instanceof ProxyConnectException) {
            return String.valueOf(cause.getMessage()).contains(PROXY_WANTS_PASSWORD)
                    ? SendError.PROXY_FAILED
                    : SendError.CONNECT_FAILED;
        }
        SendError error = error(cause);
        boolean unreached = error == SendError.CONNECT_FAILED || error == SendError.CONNECT_TIMEOUT;
        return proxied && unreached ? SendError.PROXY_FAILED : error;
    }

    static SendError error(Throwable cause) {
        for (Throwable link = cause; link != null; link = link.getCause()) {
            if (link instanceof SSLException) {
                return SendError.TLS_FAILED;
            }
        }
        if (cause instanceof ConnectionPoolTooBusyException) {
            return SendError.POOL_FULL;
        }
        if (cause instanceof ConnectTimeoutException) {
            return SendError.CONNECT_TIMEOUT;
        }
        if (String.valueOf(cause.getMessage()).contains(NO_NETWORK)) {
            return SendError.NO_NETWORK;
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return SendError.CONNECT_FAILED;
        }
        if (cause instanceof HttpClosedException
                || cause instanceof StreamResetException
                || cause instanceof SocketException
                || cause instanceof VertxException) {
            return SendError.CONNECTION_CLOSED;
        }
        return cause instanceof IOException ? SendError.CONNECTION_CLOSED : SendError.BAD_ANSWER;
    }

    /** For the endpoint's owner: bounded, and without addresses, which may be those of our own network. */
    static String detail(SendError error, Throwable cause) {
        return switch (error) {
            case CONNECT_FAILED -> "the connection was refused, or there is no way to the host";
            case CONNECT_TIMEOUT -> "the host did not accept a connection in time";
            case NO_NETWORK -> "there is no network on our side";
            case PROXY_FAILED -> "the proxy on our side did not let the connection through";
            case TLS_FAILED -> bounded(innermost(cause));
            default -> bounded(cause);
        };
    }

    /** What TLS has to say stands at the bottom of the chain: that a name does not match, that a date has passed. */
    @SuppressWarnings("ReferenceEquality") // some throwables are their own cause
    private static Throwable innermost(Throwable cause) {
        Throwable link = cause;
        while (link.getCause() != null && link.getCause() != link) {
            link = link.getCause();
        }
        return link;
    }

    private static String bounded(Throwable cause) {
        String message = cause.getMessage();
        String text = message == null ? cause.getClass().getSimpleName().toLowerCase(Locale.ROOT) : message;
        return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL);
    }
}
