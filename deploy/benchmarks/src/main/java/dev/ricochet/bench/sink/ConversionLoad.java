package dev.ricochet.bench.sink;

import dev.ricochet.schemas.event.Attribution;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.money.Money;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes conversions for the planner, or what a planner would offer, for the dispatcher alone. */
final class ConversionLoad implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;
    private final Serializer<Conversion> conversions;
    private final Serializer<DueDelivery> due;
    private final AtomicLong numbers = new AtomicLong();

    ConversionLoad(String bootstrapServers, RecordSerdes serdes) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 5, "compression.type", "lz4"),
                new StringSerializer(),
                new ByteArraySerializer());
        this.conversions = serdes.of(Topics.CONVERSIONS).serializer();
        this.due = serdes.of(Topics.DELIVERIES_DUE).serializer();
    }

    /** One change of each affiliate in turn, so many in all. */
    List<ProducerRecord<String, byte[]>> conversions(List<String> affiliates, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> conversion(affiliates.get(number % affiliates.size())))
                .map(this::change)
                .toList();
    }

    /** Writes what was made ready before: making it is no part of what is measured. */
    void write(List<ProducerRecord<String, byte[]>> records) {
        for (ProducerRecord<String, byte[]> record : records) {
            var unused = producer.send(record);
        }
        producer.flush();
    }

    /** One change of each affiliate in turn, at a steady pace. */
    void conversionsPaced(List<String> affiliates, double perSecond, Duration time) throws InterruptedException {
        long start = System.nanoTime();
        long count = Math.round(perSecond * time.toSeconds());
        for (long number = 0; number < count; number++) {
            long at = start + Math.round(number / perSecond * 1e9);
            long wait = at - System.nanoTime();
            if (wait > 0) {
                TimeUnit.NANOSECONDS.sleep(wait);
            }
            var unused = producer.send(change(conversion(affiliates.get((int) (number % affiliates.size())))));
        }
        producer.flush();
    }

    /** Offers to each endpoint in turn, so many in all; endpoints are named as their affiliates. */
    List<ProducerRecord<String, byte[]>> due(List<String> endpoints, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> due(endpoints.get(number % endpoints.size())))
                .toList();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }

    private ProducerRecord<String, byte[]> due(String endpoint) {
        Conversion conversion = conversion(endpoint);
        Instant now = Instant.now();
        return record(
                Topics.DELIVERIES_DUE.name(),
                conversion.getConversionId(),
                new DueDelivery(UUID.randomUUID().toString(), 1, endpoint, now, now, conversion, false),
                due);
    }

    private ProducerRecord<String, byte[]> change(Conversion conversion) {
        return record(Topics.CONVERSIONS.name(), conversion.getConversionId(), conversion, conversions);
    }

    private static <V extends SpecificRecord> ProducerRecord<String, byte[]> record(
            String topic, String key, V value, Serializer<V> serializer) {
        return new ProducerRecord<>(topic, key, serializer.serialize(topic, value));
    }

    private Conversion conversion(String affiliate) {
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        String id = new UUID(numbers.incrementAndGet(), System.nanoTime()).toString();
        return Conversion.newBuilder()
                .setConversionId(id)
                .setVersion(1)
                .setStatus(ConversionStatus.APPROVED)
                .setConvertedAt(now)
                .setChangedAt(now)
                .setReceiptId(id)
                .setFirstReceiptId(id)
                .setAdvertiserId("acme")
                .setOfferId("shoes")
                .setAffiliateId(affiliate)
                .setGoal("sale")
                .setAttribution(Attribution.CLICK)
                .setClickId("0123456789abcdefghjkmnpqrstvwxyz")
                .setClickedAt(now)
                .setOrderId("order-" + id)
                .setSource("newsletter")
                .setSubs(List.of("sub-one", "sub-two"))
                .setCountry("DE")
                .setSaleAmount(Money.of("100", "USD").wire())
                .setCurrency("USD")
                .setPayout(Money.of("10", "USD").wire())
                .setRevenue(Money.of("14", "USD").wire())
                .setOfferVersion(1)
                .build();
    }
}
