package dev.ricochet.sink.request;

/**
 * Where a URL leads.
 *
 * @param tls true for https
 * @param host a name or an address literal, as written in the URL; an IPv6 literal without its brackets
 */
public record Origin(boolean tls, String host, int port) {

    /** The value of the Host header. */
    public String authority() {
        String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (tls ? 443 : 80) ? shown : shown + ":" + port;
    }

    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + authority();
    }
}
