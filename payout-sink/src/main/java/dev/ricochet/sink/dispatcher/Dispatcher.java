package dev.ricochet.sink.dispatcher;

import dev.ricochet.kit.health.Readiness;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.kafka.KafkaMeters;
import dev.ricochet.kit.kafka.SendsAtOnce;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.sink.endpoint.Endpoints;
import dev.ricochet.sink.http.HttpSender;
import dev.ricochet.sink.lane.LaneTime;
import dev.ricochet.sink.lane.Lanes;
import dev.ricochet.sink.metrics.SinkMetrics;
import dev.ricochet.sink.request.RequestBuilder;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Puts a dispatcher together and runs it inside a service. */
public final class Dispatcher {

    /** The dispatchers' consumer group. */
    static final String GROUP = "ricochet-dispatchers";

    private static final int ATTEMPTS_BATCH_BYTES = 128 * 1024;
    private static final int ATTEMPTS_LINGER_MILLIS = 20;

    /** A killed dispatcher is missed after this time; the offers of its partitions stand still until then. */
    private static final int SESSION_TIMEOUT_MILLIS = 10_000;

    /** Members hear with a heartbeat that others come or go, and all wait until the last has heard. */
    private static final int HEARTBEAT_MILLIS = 1_000;

    /** For so long a member that stands still holds up those who come and go. The loop waits for nothing that takes a third of it. */
    private static final int LONGEST_PAUSE_MILLIS = 60_000;

    private Dispatcher() {}

    /** Starts it; the first deliveries are taken once the endpoints are known. */
    public static void start(
            DispatcherSettings settings,
            HttpSender sender,
            KafkaConnection kafka,
            Endpoints endpoints,
            SinkMetrics metrics,
            ServiceRuntime runtime)
            throws InterruptedException {
        Clock clock = Clock.systemUTC();
        RecordSerdes serdes = kafka.serdes();
        Handling handling = settings.handling();

        Map<String, Object> config = kafka.producer("ricochet-delivery-attempts");
        // An attempt tells a whole request: sixteen kilobytes, the default, hold a dozen of them.
        config.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, ATTEMPTS_BATCH_BYTES);
        // Nobody waits for an answer's record but the conversion's next change; what a killed dispatcher had not
        // written is sent again.
        if (!kafka.extra().containsKey(ProducerConfig.LINGER_MS_CONFIG)) {
            config.put(ProducerConfig.LINGER_MS_CONFIG, ATTEMPTS_LINGER_MILLIS);
        }
        config.putAll(SendsAtOnce.settings());
        Producer<String, DeliveryAttempt> producer = new KafkaProducer<>(
                config,
                new StringSerializer(),
                serdes.of(Topics.DELIVERY_ATTEMPTS).serializer());
        // A producer that refuses everything could tell of no attempt, and affiliates would hear again and again.
        AttemptLog attempts =
                new AttemptLog(producer, broken -> runtime.fail("delivery attempts", broken), metrics, clock);
        runtime.onShutdown("delivery attempts", attempts::close);
        SendsAtOnce.awaitPartitions(producer, List.of(Topics.DELIVERY_ATTEMPTS));
        KafkaMeters.bind(runtime, producer);

        Courier courier = new Courier(
                runtime.vertx().getOrCreateContext(),
                endpoints.directory(),
                new Lanes(settings.lanes(), LaneTime.of(runtime.vertx()), metrics),
                new RequestBuilder(runtime.version()),
                sender,
                attempts,
                handling,
                metrics,
                clock);
        InFlight inFlight = new InFlight(handling.lease().longestAttempt());
        Consumer<String, byte[]> consumer = consumer(kafka, settings.instanceId());
        OfferLoop loop = new OfferLoop(
                consumer,
                serdes.decoder(Topics.DELIVERIES_DUE),
                handling.lease(),
                courier,
                inFlight,
                handling.mostUnderWay(),
                metrics);
        DispatcherThread thread = new DispatcherThread(loop, endpoints, runtime);
        runtime.health()
                .readiness(
                        "dispatcher",
                        () -> thread.running()
                                ? Readiness.ready()
                                : Readiness.notReady("the dispatcher waits for the endpoints"));
        runtime.onShutdown("dispatcher", thread::close);
        KafkaMeters.bind(runtime, consumer);
        thread.start();
    }

    static Consumer<String, byte[]> consumer(KafkaConnection kafka, @Nullable String instanceId) {
        Map<String, Object> config = kafka.base(GROUP);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        // Offers of aborted transactions are none, and those made before the first dispatcher came are to be read.
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
        config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, LONGEST_PAUSE_MILLIS);
        if (instanceId != null) {
            config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId);
        }
        Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.DELIVERIES_DUE.name()));
        return consumer;
    }
}
