package dev.ricochet.schemas.topic;

import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A topic whose values are Avro records of one type.
 *
 * @param name the name on the broker
 * @param type the generated class of the value
 * @param key what the key is; keys are UTF-8 text
 * @param partitions partitions in production
 * @param localPartitions partitions on one machine
 * @param cleanup what happens to old records
 * @param retention how long a record is kept; null where compaction alone decides
 * @param recordTime by whose clock
 * @param history for how long every version of an entry is kept; null where none but the newest is needed
 */
public record Topic<V extends SpecificRecord>(
        String name,
        Class<V> type,
        String key,
        int partitions,
        int localPartitions,
        Cleanup cleanup,
        @Nullable Duration retention,
        RecordTime recordTime,
        @Nullable Duration history)
        implements Declaration {

    public Topic {
        Declarations.validate(name, partitions, localPartitions, cleanup, retention);
        if (history != null && cleanup == Cleanup.DELETE) {
            throw new IllegalArgumentException("topic " + name + " has a history of " + history
                    + " and is never compacted; its retention says how long versions are kept");
        }
    }

    /** A topic whose records are kept by the time of what they tell. */
    public Topic(
            String name,
            Class<V> type,
            String key,
            int partitions,
            int localPartitions,
            Cleanup cleanup,
            @Nullable Duration retention) {
        this(name, type, key, partitions, localPartitions, cleanup, retention, RecordTime.OF_EVENT, null);
    }

    /** The same, its records kept by the time at which they are written. */
    Topic<V> keptByAppendTime() {
        return new Topic<>(
                name, type, key, partitions, localPartitions, cleanup, retention, RecordTime.OF_APPEND, history);
    }

    /** The same, with every version of an entry for so long. */
    Topic<V> withHistory(Duration kept) {
        return new Topic<>(name, type, key, partitions, localPartitions, cleanup, retention, recordTime, kept);
    }

    /** The registry's name for the value's schema: {@code TopicNameStrategy}. */
    public String subject() {
        return name + "-value";
    }

    @Override
    public String toString() {
        return name;
    }
}
