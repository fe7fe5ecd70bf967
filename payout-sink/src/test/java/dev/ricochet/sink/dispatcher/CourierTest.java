package dev.ricochet.sink.dispatcher;

import static dev.ricochet.testkit.fixture.Fixtures.NOON;
import static dev.ricochet.testkit.fixture.Fixtures.aCatalog;
import static dev.ricochet.testkit.fixture.Fixtures.aDueDelivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.event.DeliveryAttempt;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.registry.SchemaRegistrar;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.sink.address.AddressPolicy;
import dev.ricochet.sink.endpoint.EndpointDirectory;
import dev.ricochet.sink.http.HttpLimits;
import dev.ricochet.sink.http.HttpSender;
import dev.ricochet.sink.http.WayOut;
import dev.ricochet.sink.lane.LaneSettings;
import dev.ricochet.sink.lane.LaneTime;
import dev.ricochet.sink.lane.Lanes;
import dev.ricochet.sink.metrics.SinkMetrics;
import dev.ricochet.sink.names.AddressBook;
import dev.ricochet.sink.request.RequestBuilder;
import dev.ricochet.sink.schedule.RetrySchedule;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Offers that nobody waits for any more, and those that somebody does; no request is made, since no endpoint is known. */
class CourierTest {

    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final HttpLimits LIMITS =
            new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(5), 1, 1);
    private static final OfferLease LEASE = new OfferLease(Duration.ofMinutes(5), LIMITS.longest());

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SinkMetrics metrics = new SinkMetrics(meters, CLOCK);
    private final MockProducer<String, DeliveryAttempt> producer =
            new MockProducer<>(true, null, new StringSerializer(), (topic, attempt) -> new byte[0]);
    private final AttemptLog attempts = new AttemptLog(
            producer,
            broken -> {
                throw broken;
            },
            metrics,
            CLOCK);
    private final HttpSender sender = new HttpSender(
            vertx,
            null,
            WayOut.OPEN,
            new AddressBook(new AddressPolicy(false), host -> Future.failedFuture("nobody is called")),
            LIMITS,
            CLOCK);
    private final Courier courier = new Courier(
            vertx.getOrCreateContext(),
            EndpointDirectory.ofCatalog(() -> aCatalog().build()),
            new Lanes(new LaneSettings(1, 1, 1, Duration.ofSeconds(30)), LaneTime.of(vertx), metrics),
            new RequestBuilder("test"),
            sender,
            attempts,
            new Handling(LEASE, RetrySchedule.of(List.of(Duration.ofSeconds(5))), 10),
            metrics,
            CLOCK);

    @AfterEach
    void close() throws Exception {
        attempts.close();
        sender.close().eventually(vertx::close).await(10, TimeUnit.SECONDS);
    }

    @Test
    void shouldLetGoOfAnOfferThatNoLongerStandsWithoutAWord() throws Exception {
        deliver(aDueDelivery()
                .dueAt(NOON.minusSeconds(600))
                .validUntil(NOON.minusSeconds(1))
                .build());

        assertThat(producer.history()).isEmpty();
        assertThat(meters.counter("ricochet.delivery.offers.expired").count()).isEqualTo(1);
    }

    @Test
    void shouldAnswerAnOfferThatStandsHoweverOldItIs() throws Exception {
        DueDelivery due = aDueDelivery()
                .dueAt(NOON.minusSeconds(3_600))
                .validUntil(NOON.plusSeconds(600))
                .build();

        deliver(due);

        assertThat(producer.history())
                .extracting(ProducerRecord::value)
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.getDueAt()).isEqualTo(due.getDueAt()))
                .satisfies(attempt -> assertThat(attempt.getError()).isEqualTo(AttemptReport.ENDPOINT_NOT_ENABLED));
    }

    private void deliver(DueDelivery due) throws Exception {
        courier.deliver(offer(due)).get(10, TimeUnit.SECONDS);
    }

    private static Offer offer(DueDelivery due) throws Exception {
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        SchemaRegistrar.register(registry);
        RecordSerdes serdes = new RecordSerdes(registry);
        String topic = Topics.DELIVERIES_DUE.name();
        byte[] value = serdes.of(Topics.DELIVERIES_DUE).serializer().serialize(topic, due);
        return Offer.of(
                new ConsumerRecord<>(topic, 0, 0, due.getDeliveryId(), value),
                serdes.decoder(Topics.DELIVERIES_DUE),
                LEASE);
    }
}
