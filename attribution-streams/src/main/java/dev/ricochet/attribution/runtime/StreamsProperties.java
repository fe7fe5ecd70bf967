package dev.ricochet.attribution.runtime;

import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.kafka.SharedRocksMemory;
import dev.ricochet.kit.kafka.UnprocessableRecords;
import dev.ricochet.kit.kafka.UnreadableRecords;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.StreamsConfig;

/** The properties of an application: what all share, then its own. */
final class StreamsProperties {

    private static final int SESSION_TIMEOUT_MILLIS = 45_000;
    private static final String RACK_TAG = "rack";

    private StreamsProperties() {}

    static Properties of(StreamsApp app, KafkaConnection kafka, WorkerSettings worker) {
        String id = applicationId(app);
        Map<String, Object> config = new HashMap<>(kafka.base(id));
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, id);
        config.put(StreamsConfig.STATE_DIR_CONFIG, worker.stateDirectory().toString());
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, worker.standbys());
        // A copy that lags no more than a ready worker may takes over at once; others are warmed up first, and looked
        // at every minute.
        config.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, (long) worker.readyLag());
        config.put(
                StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG,
                Duration.ofMinutes(1).toMillis());
        String rack = worker.rack();
        if (rack != null) {
            config.put(StreamsConfig.clientTagPrefix(RACK_TAG), rack);
            config.put(StreamsConfig.RACK_AWARE_ASSIGNMENT_TAGS_CONFIG, RACK_TAG);
            config.put(StreamsConfig.consumerPrefix(ConsumerConfig.CLIENT_RACK_CONFIG), rack);
        }
        // An internal topic whose name follows the shape of the topology would be orphaned by the next change.
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
        config.put(StreamsConfig.METRICS_RECORDING_LEVEL_CONFIG, Sensor.RecordingLevel.INFO.name());
        config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksMemory.class);
        // A record that cannot be read or processed goes to the dead letters with its place and the reason in headers,
        // and the stream goes on; where the fault is not the record's, and where an output cannot be written, it stops.
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UnreadableRecords.class);
        config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, UnprocessableRecords.class);
        config.put(UnprocessableRecords.STORED_TOPICS, Topics.CLICKS.name());
        config.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS.name());
        // The group protocol of Kafka 4 has no static membership and no warm-ups yet.
        config.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        if (worker.instanceId() != null) {
            config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, worker.instanceId());
            config.put(
                    StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MILLIS);
        }
        config.put(StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG), "all");
        config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        config.putAll(app.properties());
        Properties properties = new Properties();
        properties.putAll(config);
        return properties;
    }

    /** Names the consumer group, the internal topics and the state: never changes. */
    static String applicationId(StreamsApp app) {
        return "ricochet-" + app.role();
    }
}
