package dev.ricochet.gateway.refusal;

import dev.ricochet.schemas.reason.Refusal;

/** A refusal in a sentence, the same for everybody: it says what to do, and nothing that would help a forger. */
public final class RefusalText {
    private RefusalText() {}

    public static String of(Refusal reason) {
        return switch (reason) {
            case UNKNOWN_ADVERTISER ->
                "There is no advertiser of this id; check the path against the URL you were given.";
            case UNKNOWN_OFFER -> "There is no offer of this id.";
            case UNKNOWN_AFFILIATE -> "The link names no affiliate that is known here.";
            case OFFER_NOT_ACTIVE -> "This offer is no longer running.";
            case CLICK_CAP_REACHED -> "This offer takes no more visitors for now.";
            case IMPRESSIONS_NOT_TAKEN -> "This offer takes clicks only, no impressions.";
            case AFFILIATE_NOT_ALLOWED -> "This link may not be used for this offer.";
            case MISSING_TOKEN -> "Send your token, as the parameter token or in the header X-Ricochet-Token.";
            case MISSING_SIGNATURE ->
                "Sign the request: headers X-Ricochet-Timestamp and X-Ricochet-Signature, or parameters ts and sig.";
            case BAD_TOKEN, BAD_SIGNATURE, STALE_TIMESTAMP, ADDRESS_NOT_ALLOWED, NOT_RECOGNISED ->
                "You could not be recognised as whom you name.";
            case REPLAYED -> "This signed request was accepted before; nothing is left to do.";
            case HTTPS_REQUIRED -> "Postbacks of this advertiser are taken over HTTPS only.";
            case VALIDATION_FAILED, FORGED_CLICK_ID -> "Some fields are wrong; errors names each of them.";
            case MALFORMED_REQUEST -> "The request cannot be read.";
            case NOT_FOUND -> "There is nothing at this path.";
            case METHOD_NOT_ALLOWED -> "This path does not take this method; see the Allow header.";
            case REQUEST_TIMEOUT -> "The body did not arrive in time.";
            case TOO_LARGE -> "The body is larger than is taken here.";
            case UNSUPPORTED_MEDIA_TYPE ->
                "Send the body in a media type that this path takes; the documentation names them.";
            case TOO_MANY_REQUESTS -> "Too many requests; come again after the time in Retry-After.";
            case MISCONFIGURED ->
                "This cannot be served as it is set up here; the network has to correct it. Come again.";
            case OVERLOADED -> "There is more to do here than there is time. Come again after the time in Retry-After.";
            case UNAVAILABLE -> "The record could not be stored in time. Come again after the time in Retry-After.";
        };
    }
}
