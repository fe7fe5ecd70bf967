package dev.ricochet.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.topic.Topics;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever lies on a topic, a reader gets a record or a RecordFormatException: no other error, and no flood of memory. */
class BrokenBytesPropertyTest {

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    private final byte[] whole;
    private final RecordDecoder<Conversion> decoder;

    BrokenBytesPropertyTest() throws IOException, RestClientException {
        registry.register(Topics.CONVERSIONS.subject(), new AvroSchema(Conversion.getClassSchema()));
        RecordSerdes serdes = new RecordSerdes(registry);
        whole = serdes.of(Topics.CONVERSIONS).serializer().serialize("t", TestRecords.aConversion());
        decoder = serdes.decoder(Topics.CONVERSIONS);
    }

    @Property(tries = 2000)
    void anyBytesBehindAGoodHeaderAreReadOrCalledBroken(@ForAll @Size(max = 300) byte[] noise) {
        byte[] bytes = new byte[5 + noise.length];
        System.arraycopy(whole, 0, bytes, 0, 5);
        System.arraycopy(noise, 0, bytes, 5, noise.length);

        assertReadOrBroken(bytes);
    }

    @Property(tries = 2000)
    void anyByteOfARecordMayBeChanged(@ForAll @IntRange(min = 5, max = 1000) int position, @ForAll byte value) {
        byte[] bytes = whole.clone();
        bytes[5 + position % (bytes.length - 5)] = value;

        assertReadOrBroken(bytes);
    }

    private void assertReadOrBroken(byte[] bytes) {
        try {
            assertThat(decoder.decode(bytes)).isNotNull();
        } catch (RecordFormatException broken) {
            assertThat(broken).hasMessageContaining("ricochet.conversions.v1");
        }
    }
}
