package dev.ricochet.kit.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a stream does with a record that it can read and fails to process. One that no code was written for goes to the dead
 * letters as it was read, with its place and the reason in headers, and the stream goes on; it can be driven again when the
 * code is mended.
 *
 * <p>The stream stops, and reads the record again after the restart, where the fault is not the record's: Kafka, the registry,
 * a disk or a state store failed; a timer did, which no record stands behind; the record is only stored, so that what fails is
 * the store. It stops too when {@value #MOST_A_MINUTE} records of one thread have failed within a minute: then the code is
 * wrong and not the records, and a topic must not drain into the dead letters overnight.
 */
public final class UnprocessableRecords extends LogAndContinueProcessingExceptionHandler {

    /** Property: topics, separated by commas, whose records are only stored. */
    public static final String STORED_TOPICS = "ricochet.stored.topics";

    static final int MOST_A_MINUTE = 100;

    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final Logger LOG = LoggerFactory.getLogger(UnprocessableRecords.class);

    private final Deque<Long> failedAt = new ArrayDeque<>();
    private Set<String> storedTopics = Set.of();

    @Override
    public void configure(Map<String, ?> config) {
        super.configure(config);
        Object stored = config.get(STORED_TOPICS);
        storedTopics = stored == null ? Set.of() : Set.of(stored.toString().split(","));
    }

    @Override
    public Response handleError(ErrorHandlerContext context, @Nullable Record<?, ?> record, Exception failure) {
        if (record == null || storedTopics.contains(context.topic()) || isNotTheRecords(failure)) {
            return Response.fail();
        }
        if (tooMany(System.nanoTime())) {
            LOG.atError()
                    .addKeyValue("failed", MOST_A_MINUTE)
                    .setCause(failure)
                    .log("So many records failed within a minute that the fault is not theirs; the stream stops");
            return Response.fail();
        }
        return super.handleError(context, record, failure);
    }

    private static boolean isNotTheRecords(@Nullable Throwable fault) {
        return fault != null
                && (fault instanceof KafkaException
                        || fault instanceof IOException
                        || fault instanceof UncheckedIOException
                        || fault instanceof InterruptedException
                        || fault.getClass().getName().startsWith("org.rocksdb.")
                        || isNotTheRecords(fault.getCause()));
    }

    private boolean tooMany(long now) {
        while (!failedAt.isEmpty() && now - failedAt.peek() > MINUTE_NANOS) {
            failedAt.remove();
        }
        failedAt.add(now);
        return failedAt.size() > MOST_A_MINUTE;
    }
}
