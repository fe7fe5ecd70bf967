package dev.ricochet.sink.request;

/** An endpoint's URL template does not make a URL. Stays inside this package: {@link RequestBuilder} turns it into a value. */
final class BadUrlException extends Exception {

    private static final long serialVersionUID = 1L;

    BadUrlException(String message) {
        super(message);
    }
}
