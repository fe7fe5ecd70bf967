package dev.ricochet.gateway;

import static dev.ricochet.testkit.fixture.Fixtures.anAdvertiser;
import static dev.ricochet.testkit.fixture.Fixtures.anAffiliate;
import static dev.ricochet.testkit.fixture.Fixtures.anOffer;

import dev.ricochet.local.stack.LocalStack;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** One advertiser, one affiliate, one offer, in a stack that a test has of its own. */
final class SampleCatalog {
    private SampleCatalog() {}

    static void apply(LocalStack stack) throws Exception {
        write(stack, Topics.ADVERTISERS, "acme", anAdvertiser("acme").build());
        write(stack, Topics.AFFILIATES, "aff-1", anAffiliate("aff-1").build());
        write(stack, Topics.OFFERS, "shoes", anOffer("shoes").build());
    }

    private static <V extends SpecificRecord> void write(LocalStack stack, Topic<V> topic, String id, V entry)
            throws Exception {
        try (KafkaProducer<String, V> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                new StringSerializer(),
                RecordSerdes.connect(stack.registryUrl()).of(topic).serializer())) {
            producer.send(new ProducerRecord<>(topic.name(), id, entry)).get();
        }
    }
}
