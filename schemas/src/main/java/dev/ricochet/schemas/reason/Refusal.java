package dev.ricochet.schemas.reason;

import java.util.Locale;

/**
 * Why the gateway refused a request. The code is part of the contract: {@code RejectedRequest.reason}, and, of what is
 * {@linkplain #told() told}, the last part of the problem document's {@code type}.
 */
public enum Refusal {
    /** No advertiser of this id. */
    UNKNOWN_ADVERTISER(404),
    /** No offer of this id. */
    UNKNOWN_OFFER(404),
    /** No affiliate of this id. */
    UNKNOWN_AFFILIATE(404),
    /** The offer takes no clicks any more, and names no fallback. */
    OFFER_NOT_ACTIVE(410),
    /** The affiliate is paused or blocked, or may not run this offer. */
    AFFILIATE_NOT_ALLOWED(403),
    /** The offer has sent on as many clicks in this hour, day, month or ever as it may, and names no fallback. */
    CLICK_CAP_REACHED(410),
    /** The offer credits no impressions. */
    IMPRESSIONS_NOT_TAKEN(410),
    /** The advertiser's or affiliate's token is missing. */
    MISSING_TOKEN(401),
    /** The token is not that of the advertiser or affiliate. */
    BAD_TOKEN(403),
    /** The advertiser asked for signed requests, and the signature or its timestamp is missing. */
    MISSING_SIGNATURE(401),
    /** No signature of the request was made with a secret of the advertiser. */
    BAD_SIGNATURE(403),
    /** The request was signed too long ago, or too far in the future. */
    STALE_TIMESTAMP(403),
    /** This very request, with this very signature, was accepted before. */
    REPLAYED(409),
    /** The caller's address is not on the advertiser's list. */
    ADDRESS_NOT_ALLOWED(403),
    /** The advertiser asked that only HTTPS be taken, and this was not. */
    HTTPS_REQUIRED(403),
    /** What a caller is told in place of the reason why it was not let in; never a reason of its own. */
    NOT_RECOGNISED(403),
    /** The click id is in our form and none that we gave out: signed by nobody, or from the future. */
    FORGED_CLICK_ID(422),
    /** One or more fields are missing or wrong; {@code problems} names each. */
    VALIDATION_FAILED(422),
    /** The request is no request of its kind: bad encoding, body that cannot be parsed, too many parameters. */
    MALFORMED_REQUEST(400),
    /** No route of this path. */
    NOT_FOUND(404),
    /** The route does not take this method. */
    METHOD_NOT_ALLOWED(405),
    /** The body or the request line is larger than allowed. */
    TOO_LARGE(413),
    /** The body did not arrive in time. */
    REQUEST_TIMEOUT(408),
    /** The body is in a format that is not taken. */
    UNSUPPORTED_MEDIA_TYPE(415),
    /** More requests than allowed; {@code Retry-After} says when to come again. */
    TOO_MANY_REQUESTS(429),
    /**
     * The catalog asks for what this gateway cannot do: an authentication that it does not know or that lacks its secret, a
     * dialect that does not exist, a landing URL that is none. The network's fault and not the caller's: come again.
     */
    MISCONFIGURED(503),
    /** The gateway is so far behind that it takes nothing until it has caught up: come again, nothing was accepted. */
    OVERLOADED(503),
    /** Nothing durable could take the record: come again, nothing was accepted. */
    UNAVAILABLE(503);

    private final String code = name().toLowerCase(Locale.ROOT);
    private final int httpStatus;

    Refusal(int httpStatus) {
        this.httpStatus = httpStatus;
    }

    /** The code on the wire, for instance {@code bad_token}. */
    public String code() {
        return code;
    }

    /** The HTTP status that goes with it. */
    public int httpStatus() {
        return httpStatus;
    }

    /**
     * What the caller is told. Mostly the reason itself; but whoever tries doors learns neither which of them was open nor
     * whether an id was signed well.
     */
    public Refusal told() {
        return switch (this) {
            case BAD_TOKEN, BAD_SIGNATURE, STALE_TIMESTAMP, ADDRESS_NOT_ALLOWED -> NOT_RECOGNISED;
            case FORGED_CLICK_ID -> VALIDATION_FAILED;
            default -> this;
        };
    }

    @Override
    public String toString() {
        return code;
    }
}
