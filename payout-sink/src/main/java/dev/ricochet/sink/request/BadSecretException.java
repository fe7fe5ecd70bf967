package dev.ricochet.sink.request;

import java.io.Serial;

/** A secret of an endpoint is none; the message never holds its text. */
final class BadSecretException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    BadSecretException(String message) {
        super(message);
    }
}
