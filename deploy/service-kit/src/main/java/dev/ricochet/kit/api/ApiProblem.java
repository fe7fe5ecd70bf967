package dev.ricochet.kit.api;

import java.util.Locale;

/** Why the management API refuses. The code is part of the contract: the last part of the problem document's type. */
public enum ApiProblem {
    NO_KEYS(
            503,
            "No API keys are configured here: set RICOCHET_GATEWAY_API_KEYS_FILE (gateway), RICOCHET_STATS_API_KEYS_FILE (stats) or RICOCHET_SINK_API_KEYS_FILE (sink)."),
    MISSING_KEY(401, "Send your key as Authorization: Bearer …"),
    BAD_KEY(401, "This key is not known here."),
    ROLE_TOO_LOW(403, "The role of this key does not allow this."),
    NOT_FOUND(404, "There is nothing of this name."),
    METHOD_NOT_ALLOWED(405, "This path does not take this method; see the Allow header."),
    BAD_PARAMETER(400, "A parameter is unknown, given twice, or has a value that is not taken."),
    MALFORMED_REQUEST(400, "The request cannot be read."),
    TOO_LARGE(413, "The body is larger than is taken here."),
    UNSUPPORTED_MEDIA_TYPE(415, "Send the body as application/json."),
    VALIDATION_FAILED(422, "Some fields are wrong; errors names each of them."),
    PRECONDITION_REQUIRED(
            428, "Say what you mean to change: If-Match with the ETag you have seen, or If-None-Match: * to create."),
    VERSION_MISMATCH(412, "The entry is not what you have seen; get it again."),
    IN_USE(409, "Other entries refer to this one; errors names them."),
    NOT_ALLOWED(409, "As things stand this would not work; detail says why."),
    BUSY(503, "Too much of this is asked for at once; come again after the time in Retry-After."),
    UNAVAILABLE(503, "Kafka did not answer in time; come again after the time in Retry-After."),
    REBALANCING(
            503,
            "What was asked for is moving between workers or being restored; come again after the time in Retry-After."),
    OWNER_SILENT(503, "The worker that has it does not answer; come again after the time in Retry-After."),
    OUTCOME_UNKNOWN(503, "Kafka did not confirm in time; whether the change holds, a GET will tell."),
    INTERNAL_ERROR(500, "This is a defect of this service; its log says more.");

    private final String code = name().toLowerCase(Locale.ROOT);
    private final int status;
    private final String title;

    ApiProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The code on the wire, for instance {@code version_mismatch}. */
    public String code() {
        return code;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }
}
