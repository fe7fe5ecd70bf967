package dev.ricochet.sink.request;

/** What came of building a request. */
public sealed interface Rendering {

    /** It can be sent. */
    record Rendered(PreparedRequest request) implements Rendering {}

    /** The endpoint's settings do not make a request. {@code detail} is for its owner and names no secret. */
    record Refused(String error, String detail) implements Rendering {}
}
