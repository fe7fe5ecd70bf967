package dev.ricochet.bench.codec;

import dev.ricochet.bench.SampleClicks;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topics;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.serialization.Serde;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Our serde beside bare Avro that is set up anew for each record, as a first version of a service does it. */
@State(Scope.Benchmark)
public class SerdeBenchmark {

    private final Click click =
            SampleClicks.click("06e1x3zf80x7d1m2q9j4w8t5k3n6b0ra", Instant.ofEpochMilli(1_790_000_000_000L));

    @SuppressWarnings("NullAway.Init") // set in register, before the first measurement
    private Serde<Click> serde;

    @SuppressWarnings("NullAway.Init")
    private byte[] framed;

    @SuppressWarnings("NullAway.Init")
    private byte[] bare;

    @Setup
    public void register() throws IOException, RestClientException {
        MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
        registry.register(Topics.CLICKS.subject(), new AvroSchema(Click.getClassSchema()));
        serde = new RecordSerdes(registry).of(Topics.CLICKS);
        framed = serde.serializer().serialize(Topics.CLICKS.name(), click);
        bare = encode(click);
    }

    @Benchmark
    public Object bareEncode() throws IOException {
        return encode(click);
    }

    private static byte[] encode(Click click) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Encoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new SpecificDatumWriter<>(Click.class).write(click, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    @Benchmark
    public Object serdeEncode() {
        return serde.serializer().serialize(Topics.CLICKS.name(), click);
    }

    @Benchmark
    public Object bareDecode() throws IOException {
        return new SpecificDatumReader<>(Click.class)
                .read(null, DecoderFactory.get().binaryDecoder(bare, null));
    }

    @Benchmark
    public Object serdeDecode() {
        return serde.deserializer().deserialize(Topics.CLICKS.name(), framed);
    }
}
