package dev.ricochet.sink.http;

/** Why no answer came. */
public enum SendError {
    /** The host, one of its addresses or the port is not one that deliveries may go to. */
    FORBIDDEN_ADDRESS("forbidden_address"),
    /** The host's name could not be resolved. */
    NAME_NOT_RESOLVED("name_not_resolved"),
    /** No name server answered in time. */
    NAME_SERVER_SILENT("name_server_silent"),
    /** No connection came about. */
    CONNECT_FAILED("connect_failed"),
    /** No connection came about in time. */
    CONNECT_TIMEOUT("connect_timeout"),
    /** This machine has no way to the address. */
    NO_NETWORK("no_network"),
    /** The proxy on our side did not let us through. */
    PROXY_FAILED("proxy_failed"),
    /** TLS could not be agreed on, or the certificate is not that of the name. */
    TLS_FAILED("tls_failed"),
    /** The certificate that the endpoint wants to see is not on this machine, or is none. */
    CLIENT_CERTIFICATE_MISSING("client_certificate_missing"),
    /** The connection ended before the answer. */
    CONNECTION_CLOSED("connection_closed"),
    /** No answer within the time. */
    TIMEOUT("timeout"),
    /** What came was not HTTP, or exceeded its limits. */
    BAD_ANSWER("bad_answer"),
    /** Too many requests wait for this origin already. */
    POOL_FULL("pool_full");

    private final String code;

    SendError(String code) {
        this.code = code;
    }

    /** The code as it stands in an attempt. */
    public String code() {
        return code;
    }
}
