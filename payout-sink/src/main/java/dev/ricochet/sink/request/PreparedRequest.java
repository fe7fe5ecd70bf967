package dev.ricochet.sink.request;

import java.util.Map;

/**
 * A request ready to be sent, once its host has been resolved and checked.
 *
 * @param method GET or POST
 * @param origin where it goes
 * @param pathAndQuery as it stands in the request line
 * @param headers in the order in which they are sent
 * @param body the exact bytes that were signed; empty for GET
 */
// The array is made here, signed once and read once: a copy at each hand would buy nothing.
@SuppressWarnings("ArrayRecordComponent")
public record PreparedRequest(
        String method, Origin origin, String pathAndQuery, Map<String, String> headers, byte[] body) {

    /** The URL as it may be shown: without user name and password. */
    public String url() {
        return origin + pathAndQuery;
    }
}
