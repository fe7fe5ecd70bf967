package dev.ricochet.kit.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * What a stream does with a record that it cannot read. Bytes that are no record go to the dead letters and the stream goes
 * on. Where the fault is not the record's, as when the registry does not answer, the stream stops and reads it again after
 * the restart: going on would lose a healthy record.
 */
public final class UnreadableRecords extends LogAndContinueExceptionHandler {

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        return mayPass(exception) ? Response.fail() : super.handleError(context, record, exception);
    }

    private static boolean mayPass(@Nullable Throwable fault) {
        return fault != null && (fault instanceof RetriableException || mayPass(fault.getCause()));
    }
}
