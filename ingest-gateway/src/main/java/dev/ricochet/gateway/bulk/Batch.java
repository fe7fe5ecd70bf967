package dev.ricochet.gateway.bulk;

import dev.ricochet.gateway.metrics.RequestOutcome;
import dev.ricochet.gateway.postback.Intake;
import dev.ricochet.gateway.postback.PostbackServices;
import dev.ricochet.gateway.postback.RowIntake;
import dev.ricochet.gateway.publish.Deadline;
import dev.ricochet.gateway.publish.PublishResult;
import dev.ricochet.gateway.publish.PublishResult.Durable;
import dev.ricochet.gateway.publish.PublishResult.Spooled;
import dev.ricochet.gateway.refusal.Refused;
import dev.ricochet.kit.trace.Traceparent;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.Route;
import dev.ricochet.schemas.reason.Refusal;
import io.vertx.core.Future;
import java.time.Instant;

/** One batch under way. A row that cannot be stored ends it: the caller sends the batch again, and nothing is doubled. */
final class Batch implements RowStream.RowTaker {
    /** A row that is longer holds no postback. */
    static final int MOST_ROW_BYTES = 64 * 1024;

    private final PostbackServices services;
    private final Deadline deadline;
    private final RowFormat format;
    private final RowIntake intake;
    private final BatchCaller caller;
    private final RowReceipts receipts;
    private final BatchTally tally;

    Batch(PostbackServices services, Deadline deadline, RowFormat format, RowIntake intake, BatchCaller caller) {
        this.services = services;
        this.deadline = deadline;
        this.format = format;
        this.intake = intake;
        this.caller = caller;
        this.receipts = new RowReceipts(caller.advertiserId(), caller.idempotencyKey());
        this.tally = new BatchTally();
    }

    @Override
    public Future<String> take(byte[] row) {
        RowFormat.Reading reading = format.read(row);
        if (reading instanceof RowFormat.Header) {
            receipts.header(row);
            return Future.succeededFuture("");
        }
        long number = tally.next();
        if (reading instanceof RowFormat.Malformed malformed) {
            return refuse(number, row, Refused.malformed("row", malformed.detail()));
        }
        Intake decision = intake.decide(
                services.catalog().get(),
                ((RowFormat.Read) reading).parameters(),
                receipts.of(number, row),
                Instant.ofEpochMilli(services.clock().millis()));
        return decision instanceof Intake.Accepted accepted
                ? write(number, accepted.postback())
                : refuse(number, row, ((Intake.Declined) decision).refused());
    }

    @Override
    public Future<String> takeTooLong() {
        return refuse(tally.next(), new byte[0], Refused.because(Refusal.TOO_LARGE));
    }

    @Override
    public Future<String> takeUnclosed() {
        tally.lost();
        return refuse(
                tally.next(),
                new byte[0],
                Refused.malformed(
                        "row", "a quote that is opened in this row does not end; no row behind it can be told"));
    }

    @Override
    public boolean isFull() {
        return tally.isFull();
    }

    @Override
    public String summary() {
        return tally.summary();
    }

    private Future<String> write(long number, Postback postback) {
        String receiptId = postback.getReceiptId();
        String key = postback.getClickId() == null ? receiptId : postback.getClickId();
        Traceparent trace = caller.trace();
        return deadline.limit(services.postbacks().write(key, postback, trace))
                .map(result -> answer(number, receiptId, result));
    }

    private String answer(long number, String receiptId, PublishResult result) {
        if (result instanceof Durable || result instanceof Spooled) {
            tally.accepted();
            services.metrics()
                    .answered(
                            Route.POSTBACK,
                            result instanceof Durable ? RequestOutcome.ACCEPTED : RequestOutcome.SPOOLED);
            return RowLine.accepted(number, receiptId);
        }
        tally.unavailable();
        services.metrics().answered(Route.POSTBACK, RequestOutcome.UNAVAILABLE);
        return RowLine.unavailable(number, receiptId);
    }

    private Future<String> refuse(long number, byte[] row, Refused refused) {
        String requestId = services.refusals().takeRow(caller.secrets(), caller.knock(row), refused, tally.refused());
        return Future.succeededFuture(RowLine.refused(number, requestId, refused));
    }
}
