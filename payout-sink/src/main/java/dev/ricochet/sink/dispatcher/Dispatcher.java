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
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts a dispatcher together and runs it inside a service. */
public final class Dispatcher {

    private static final int ATTEMPTS_BATCH_BYTES = 128 * 1024;

    /**
     * Offers in a batch. Each member gets one within the patience while servers are slow: less than these two allow is taken in by
     * no process, however much it could do.
     */
    private static final int BATCH = 1_000;

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
        ShareGroup.ensureSettings(kafka);

        Map<String, Object> config = kafka.producer("ricochet-delivery-attempts");
        // An attempt tells a whole request: sixteen kilobytes, the default, hold a dozen of them.
        config.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, ATTEMPTS_BATCH_BYTES);
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
        for (int number = 1; number <= handling.consumers(); number++) {
            ShareLoop loop = new ShareLoop(
                    shareConsumer(kafka, number),
                    serdes.decoder(Topics.DELIVERIES_DUE),
                    courier,
                    inFlight,
                    handling,
                    metrics);
            String name = "dispatcher-" + number;
            DispatcherThread thread = new DispatcherThread(name, loop, endpoints, runtime);
            runtime.health()
                    .readiness(
                            name,
                            () -> thread.running()
                                    ? Readiness.ready()
                                    : Readiness.notReady("the dispatcher waits for the endpoints"));
            runtime.onShutdown(name, thread::close);
            thread.start();
        }
    }

    private static ShareConsumer<String, byte[]> shareConsumer(KafkaConnection kafka, int number) {
        Map<String, Object> config = kafka.base(ShareGroup.NAME + "-" + number);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, ShareGroup.NAME);
        config.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
        ShareConsumer<String, byte[]> consumer =
                new KafkaShareConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.DELIVERIES_DUE.name()));
        return consumer;
    }
}
