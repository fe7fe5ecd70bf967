package dev.ricochet.gateway.bulk;

import dev.ricochet.gateway.auth.Admission;
import dev.ricochet.gateway.auth.Admission.Denied;
import dev.ricochet.gateway.auth.Authenticator;
import dev.ricochet.gateway.auth.Credentials;
import dev.ricochet.gateway.dialect.Dialect;
import dev.ricochet.gateway.dialect.Dialects;
import dev.ricochet.gateway.postback.PostbackIntake;
import dev.ricochet.gateway.postback.PostbackServices;
import dev.ricochet.gateway.postback.RowIntake;
import dev.ricochet.gateway.postback.TextCheck;
import dev.ricochet.gateway.publish.Deadline;
import dev.ricochet.gateway.refusal.Fault;
import dev.ricochet.gateway.refusal.FaultCode;
import dev.ricochet.gateway.refusal.Knock;
import dev.ricochet.gateway.refusal.LastAnswer;
import dev.ricochet.gateway.refusal.ProblemAnswer;
import dev.ricochet.gateway.refusal.Refused;
import dev.ricochet.gateway.refusal.Secrets;
import dev.ricochet.gateway.request.Body;
import dev.ricochet.gateway.request.Clients;
import dev.ricochet.gateway.request.HeaderToken;
import dev.ricochet.gateway.request.Parameters;
import dev.ricochet.kit.trace.Traceparent;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.AuthRequirement;
import dev.ricochet.schemas.postback.Field;
import dev.ricochet.schemas.reason.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Admits batches of postbacks on one event loop; what is wrong with a batch as a whole is answered before its rows are read. */
public final class BatchDoor {
    private static final CharSequence IDEMPOTENCY_KEY = HttpHeaders.createOptimized("Idempotency-Key");
    private static final CharSequence NDJSON = HttpHeaders.createOptimized("application/x-ndjson");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final int KEY_LENGTH = 255;

    private final Authenticator authenticator;
    private final PostbackServices services;
    private final Deadline deadline;
    private final Duration rowWithin;

    /** @param rowWithin how long a batch may go without bringing a whole row */
    public BatchDoor(PostbackServices services, Deadline deadline, Duration rowWithin) {
        this.rowWithin = rowWithin;
        this.authenticator = new Authenticator(services.safeguards().signatureTolerance(), services.clock());
        this.services = services;
        this.deadline = deadline;
    }

    /** Answers POST; the advertiser is named by the query. */
    public void handle(HttpServerRequest request) {
        Parameters query = Parameters.ofQuery(request.query());
        String advertiserId = query.first("advertiser");
        Advertiser advertiser =
                advertiserId == null ? null : services.catalog().get().advertiser(advertiserId);
        if (advertiser == null) {
            refuse(request, advertiserId, Refused.because(Refusal.UNKNOWN_ADVERTISER), Secrets.NONE);
            return;
        }
        Dialect dialect = Dialects.of(advertiser);
        Refused refused = dialect == null
                ? Refused.because(Refusal.MISCONFIGURED, "the dialect '" + advertiser.getDialect() + "' is not known")
                : stranger(request, advertiser, dialect, query);
        RowFormat format = format(request);
        String key = request.getHeader(IDEMPOTENCY_KEY);
        if (refused == null) {
            refused = unfit(request, format, key);
        }
        if (refused != null || dialect == null || format == null || key == null) {
            Refused reason = refused == null ? Refused.because(Refusal.MISCONFIGURED) : refused;
            refuse(request, advertiser.getId(), reason, PostbackIntake.secrets(advertiser));
        } else {
            stream(request, advertiser, dialect, format, key);
        }
    }

    private void stream(
            HttpServerRequest request, Advertiser advertiser, Dialect dialect, RowFormat format, String key) {
        request.response().putHeader(HttpHeaders.CONTENT_TYPE, NDJSON).putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        BatchCaller caller = new BatchCaller(
                request,
                clients().address(request),
                advertiser.getId(),
                key,
                PostbackIntake.secrets(advertiser),
                Traceparent.continuing(request.getHeader(Traceparent.HEADER)));
        RowIntake intake = new RowIntake(
                advertiser, dialect, services.safeguards().clickIds(), clients().address(request));
        Batch batch = new Batch(services, deadline, format, intake, caller);
        if (format.quotes()) {
            RowStream.ofCsv(request, Batch.MOST_ROW_BYTES, batch, rowWithin);
        } else {
            RowStream.ofLines(request, Batch.MOST_ROW_BYTES, batch, rowWithin);
        }
    }

    private @Nullable Refused stranger(
            HttpServerRequest request, Advertiser advertiser, Dialect dialect, Parameters query) {
        if (advertiser.getRequire().contains(AuthRequirement.HMAC)) {
            // A signature covers the whole body, and rows are written before the body's end has come.
            Fault fault = new Fault(
                    "signature", FaultCode.UNKNOWN_VALUE, "batches cannot be signed; send single postbacks", null);
            return new Refused(Refusal.BAD_SIGNATURE, List.of(fault), "advertiser requires hmac");
        }
        String inHeader = HeaderToken.of(request);
        String token = inHeader == null ? dialect.read(query).value(Field.TOKEN) : inHeader;
        Credentials credentials =
                new Credentials(token, clients().address(request), clients().encrypted(request));
        Admission admission = authenticator.judge(advertiser, credentials);
        return admission instanceof Denied denied ? Refused.because(denied.reason(), denied.detail()) : null;
    }

    private static @Nullable Refused unfit(
            HttpServerRequest request, @Nullable RowFormat format, @Nullable String key) {
        if (format == null) {
            return Refused.because(
                    Refusal.UNSUPPORTED_MEDIA_TYPE,
                    "the content type was " + request.getHeader(HttpHeaders.CONTENT_TYPE));
        }
        if (key == null || key.isEmpty()) {
            return keyFault(FaultCode.MISSING);
        }
        return key.length() > KEY_LENGTH || !TextCheck.isVisibleAscii(key) ? keyFault(FaultCode.MALFORMED) : null;
    }

    private static Refused keyFault(FaultCode code) {
        Fault fault = new Fault(
                "Idempotency-Key",
                code,
                "expected a header with 1 to " + KEY_LENGTH
                        + " visible ASCII characters, the same when the same batch is sent again",
                null);
        return new Refused(Refusal.MALFORMED_REQUEST, List.of(fault), null);
    }

    private Clients clients() {
        return services.safeguards().clients();
    }

    private static @Nullable RowFormat format(HttpServerRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding == null || encoding.equalsIgnoreCase("identity")
                ? RowFormat.of(Body.mediaType(request.getHeader(HttpHeaders.CONTENT_TYPE)))
                : null;
    }

    private void refuse(HttpServerRequest request, @Nullable String advertiserId, Refused refused, Secrets secrets) {
        String named = advertiserId == null ? "" : advertiserId;
        Knock knock = Knock.atPostbackDoor(request, clients().address(request), named, null);
        String requestId = services.refusals().take(secrets, knock, refused, refused.httpStatus());
        // The rows are not waited for.
        LastAnswer.on(request);
        ProblemAnswer.send(request.response(), requestId, refused);
    }
}
