package dev.ricochet.gateway.refusal;

import com.github.f4b6a3.uuid.alt.GUID;
import dev.ricochet.gateway.metrics.GatewayMetrics;
import dev.ricochet.gateway.publish.PublishResult.Durable;
import dev.ricochet.gateway.publish.TopicWriter;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.RejectedRequest;
import dev.ricochet.schemas.event.Route;
import io.github.bucket4j.TimeMeter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names, counts and keeps refusals. The answer does not wait for the record: a refusal promises nothing. */
public final class RefusalDesk {
    private static final Logger log = LoggerFactory.getLogger(RefusalDesk.class);

    /** Refused rows of one request that are kept; every one is counted, and told to the caller. */
    private static final int MOST_ROWS_KEPT = 1_000;

    private static final int MOST_ROWS_OF_STRANGERS_KEPT = 10;

    private final TopicWriter<RejectedRequest> records;
    private final SecretNames names;
    private final KeepRate rate;
    private final GatewayMetrics metrics;
    private final InstantSource clock;

    /** @param catalog of the moment; it names what is secret in requests */
    public RefusalDesk(
            TopicWriter<RejectedRequest> records,
            Supplier<Catalog> catalog,
            GatewayMetrics metrics,
            InstantSource clock) {
        this(records, catalog, new KeepRate(TimeMeter.SYSTEM_NANOTIME), metrics, clock);
    }

    RefusalDesk(
            TopicWriter<RejectedRequest> records,
            Supplier<Catalog> catalog,
            KeepRate rate,
            GatewayMetrics metrics,
            InstantSource clock) {
        this.records = records;
        this.names = new SecretNames(catalog);
        this.rate = rate;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Takes a refusal down.
     *
     * @param httpStatus what the caller is answered
     * @param secret the advertiser's own, masked wherever it stands; null where none is known
     * @return the id under which it is found again
     */
    public String take(Knock knock, Refused refused, int httpStatus, @Nullable String secret) {
        return take(Secrets.of(secret), knock, refused, httpStatus);
    }

    /** The same, for whoever has more than one secret. */
    public String take(Secrets secrets, Knock knock, Refused refused, int httpStatus) {
        String requestId = GUID.v7().toString();
        metrics.refused(knock.route(), refused.reason());
        if (!rate.tryTake(knock)) {
            metrics.refusalNotKept(knock.route());
            return requestId;
        }
        Instant now = Instant.ofEpochMilli(clock.millis());
        Rejection rejection = new Rejection(names.mask(), secrets);
        records.write(requestId, rejection.record(requestId, now, knock, refused, httpStatus), null)
                .onSuccess(result -> {
                    if (!(result instanceof Durable)) {
                        log.atDebug()
                                .addKeyValue("request_id", requestId)
                                .addKeyValue("result", result)
                                .log("A refusal was not kept");
                    }
                });
        return requestId;
    }

    /** The same for one row of a batch, of which there may be millions: only the first are kept, few of a stranger's. */
    public String takeRow(Secrets secrets, Knock knock, Refused refused, long refusedBefore) {
        return refusedBefore < (knock.recognised() == null ? MOST_ROWS_OF_STRANGERS_KEPT : MOST_ROWS_KEPT)
                ? take(secrets, knock, refused, refused.httpStatus())
                : count(knock.route(), refused);
    }

    /** Counts a refusal of which nothing is kept, since whoever sent it meant no door of ours, or sends too much. */
    public String count(Route route, Refused refused) {
        metrics.refused(route, refused.reason());
        return GUID.v7().toString();
    }
}
