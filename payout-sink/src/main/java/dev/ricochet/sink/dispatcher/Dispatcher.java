package dev.ricochet.sink.dispatcher;

import dev.ricochet.kit.catalog.CatalogReader;
import dev.ricochet.kit.health.Readiness;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.kafka.KafkaMeters;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.sink.address.AddressBook;
import dev.ricochet.sink.address.NameService;
import dev.ricochet.sink.http.HttpSender;
import dev.ricochet.sink.lane.Lanes;
import dev.ricochet.sink.metrics.SinkMetrics;
import dev.ricochet.sink.request.RequestBuilder;
import io.vertx.core.http.HttpClientOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts a dispatcher together and runs it inside a service. */
public final class Dispatcher {

    private Dispatcher() {}

    /** Starts it; the first deliveries are taken once the catalog has been read. */
    public static void start(
            DispatcherSettings settings,
            KafkaConnection kafka,
            CatalogReader catalog,
            SinkMetrics metrics,
            ServiceRuntime runtime)
            throws InterruptedException {
        Clock clock = Clock.systemUTC();
        RecordSerdes serdes = kafka.serdes();
        ShareGroup.ensureSettings(kafka);

        Producer<String, DeliveryAttempt> producer = new KafkaProducer<>(
                kafka.producer("ricochet-delivery-attempts"),
                new StringSerializer(),
                serdes.of(Topics.DELIVERY_ATTEMPTS).serializer());
        AttemptLog attempts = new AttemptLog(producer);
        runtime.onShutdown("delivery attempts", attempts::close);
        KafkaMeters.bind(runtime, producer);

        HttpSender sender = new HttpSender(
                runtime.vertx(),
                new HttpClientOptions(),
                new AddressBook(settings.addresses(), NameService.ofThisMachine()),
                settings.http(),
                clock);
        runtime.onShutdown("delivery connections", () -> await(sender));

        Courier courier = new Courier(
                runtime.vertx().getOrCreateContext(),
                catalog::current,
                new Lanes(settings.lanes(), metrics),
                new RequestBuilder(runtime.version()),
                sender,
                attempts,
                new OfferLease(settings.lease(), settings.http().longest()),
                metrics,
                clock);
        InFlight inFlight = new InFlight(settings.http().longest());
        ShareLoop loop = new ShareLoop(
                shareConsumer(kafka),
                serdes.decoder(Topics.DELIVERIES_DUE),
                courier,
                inFlight,
                settings.patience(),
                metrics);
        DispatcherThread thread = new DispatcherThread(loop, catalog, runtime);
        runtime.health()
                .readiness(
                        "dispatcher",
                        () -> thread.running()
                                ? Readiness.ready()
                                : Readiness.notReady("the dispatcher waits for the catalog"));
        runtime.onShutdown("dispatcher", thread::close);
        thread.start();
    }

    private static ShareConsumer<String, byte[]> shareConsumer(KafkaConnection kafka) {
        Map<String, Object> config = kafka.base(ShareGroup.NAME);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, ShareGroup.NAME);
        config.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        ShareConsumer<String, byte[]> consumer =
                new KafkaShareConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.DELIVERIES_DUE.name()));
        return consumer;
    }

    private static void await(HttpSender sender) throws Exception {
        sender.close()
                .toCompletionStage()
                .toCompletableFuture()
                .get(Duration.ofSeconds(5).toMillis(), TimeUnit.MILLISECONDS);
    }
}
