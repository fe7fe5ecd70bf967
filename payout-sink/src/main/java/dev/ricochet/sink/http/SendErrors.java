package dev.ricochet.sink.http;

import dev.ricochet.sink.http.SendOutcome.Unanswered;
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

    private SendErrors() {}

    static Unanswered classify(Throwable cause) {
        return new Unanswered(error(cause), detail(cause));
    }

    private static SendError error(Throwable cause) {
        for (Throwable link = cause; link != null; link = link.getCause()) {
            if (link instanceof SSLException) {
                return SendError.TLS_FAILED;
            }
        }
        if (cause instanceof ConnectionPoolTooBusyException) {
            return SendError.POOL_FULL;
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

    private static String detail(Throwable cause) {
        String message = cause.getMessage();
        String text = message == null ? cause.getClass().getSimpleName().toLowerCase(Locale.ROOT) : message;
        return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL);
    }
}
