package dev.ricochet.sink.planner;

import dev.ricochet.kit.health.Readiness;
import dev.ricochet.kit.kafka.FetchesTogether;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.kafka.SharedRocksMemory;
import dev.ricochet.kit.kafka.UnreadableRecords;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.sink.endpoint.Endpoints;
import dev.ricochet.sink.metrics.SinkMetrics;
import dev.ricochet.sink.planner.life.LifeRules;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** Runs the planner's topology inside a service. */
public final class Planner {

    /** Names the application, its consumer group and its internal topics. */
    public static final String APPLICATION_ID = "ricochet-planner";

    private static final Duration CLOSE = Duration.ofSeconds(15);

    private Planner() {}

    /** Starts it as soon as the endpoints are known: before that it would plan no deliveries for anybody. */
    public static void start(
            PlannerSettings settings,
            LifeRules rules,
            KafkaConnection kafka,
            Endpoints endpoints,
            SinkMetrics metrics,
            ServiceRuntime runtime)
            throws InterruptedException {
        KafkaStreams streams = new KafkaStreams(
                PlannerTopology.build(settings, rules, kafka.serdes(), endpoints.directory(), metrics),
                properties(settings, kafka));
        streams.setUncaughtExceptionHandler(e -> {
            runtime.fail("planner", e);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        runtime.health().readiness("planner", () -> readiness(streams));
        // Leaving the group lets another planner, or this one's next start, take over at once.
        CloseOptions close =
                CloseOptions.timeout(CLOSE).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
        runtime.onShutdown("planner", () -> streams.close(close));
        KafkaStreamsMetrics streamsMetrics = new KafkaStreamsMetrics(streams);
        streamsMetrics.bindTo(runtime.meters());
        runtime.onShutdown("planner metrics", streamsMetrics::close);

        endpoints.whenRead(streams::start);
    }

    static Properties properties(PlannerSettings settings, KafkaConnection kafka) {
        Map<String, Object> config = new HashMap<>(kafka.base(APPLICATION_ID));
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
        config.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // For answers, for which nobody waits. Offers are committed sooner (OfferPace), and all else with them.
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
        // The dispatcher reads what is committed: commits and polls are most of a delivery's latency.
        config.put(StreamsConfig.POLL_MS_CONFIG, 10);
        config.putAll(FetchesTogether.within(FetchesTogether.SOON));
        config.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 10);
        // A transaction that begins while the last one's markers are written is tried again; doubled without end, that
        // would soon be a second.
        config.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG), 20);
        // Conversions need not wait for attempts, nor attempts for conversions.
        config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        // By default each store of each partition has a cache and memtables of its own: gigabytes with many partitions.
        config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksMemory.class);
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, UnreadableRecords.class);
        config.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS.name());
        // A killed planner is missed after this time; its deliveries stand still until then.
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 15_000);
        if (settings.instanceId() != null) {
            // Who comes back under its name within that time finds its partitions waiting.
            config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.instanceId());
        }
        Properties properties = new Properties();
        properties.putAll(config);
        return properties;
    }

    private static Readiness readiness(KafkaStreams streams) {
        KafkaStreams.State state = streams.state();
        return state == KafkaStreams.State.RUNNING
                ? Readiness.ready()
                : Readiness.notReady("the planner's stream is " + state);
    }
}
