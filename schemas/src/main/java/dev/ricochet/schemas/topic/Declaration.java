package dev.ricochet.schemas.topic;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** A topic as it shall be: what {@link TopicProvisioner} creates and what everybody who reads or writes it relies on. */
public sealed interface Declaration permits Topic, RawTopic {

    /** The topic's name on the broker. */
    String name();

    /** What the record's key is, in the words of the contract. */
    String key();

    /** Partitions in production. They cannot be changed later without moving keys, so there are rather too many. */
    int partitions();

    /** Partitions on one machine, where each costs a file handle, a restore and a task, and none brings speed. */
    int localPartitions();

    Cleanup cleanup();

    /** How long a record is kept; null where compaction alone decides. */
    @Nullable Duration retention();

    /**
     * For how long every version of an entry is kept, though newer ones are there, {@code min.compaction.lag.ms} in the
     * broker's words; null where none but the newest is needed.
     */
    default @Nullable Duration history() {
        return null;
    }

    /** Whose clock the retention follows. */
    default RecordTime recordTime() {
        return RecordTime.OF_EVENT;
    }

    /** The topic's configuration on a broker of this profile; what is not named here is the broker's own default. */
    default Map<String, String> config(Profile profile) {
        Map<String, String> config = new TreeMap<>();
        config.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup().policy());
        Duration retention = retention();
        config.put(TopicConfig.RETENTION_MS_CONFIG, retention == null ? "-1" : Long.toString(retention.toMillis()));
        Duration history = history();
        if (history != null) {
            config.put(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, Long.toString(history.toMillis()));
        }
        if (recordTime() == RecordTime.OF_APPEND) {
            config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, recordTime().type());
        }
        config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(profile.minInSyncReplicas()));
        return config;
    }
}
