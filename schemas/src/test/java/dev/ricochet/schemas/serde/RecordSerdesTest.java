package dev.ricochet.schemas.serde;

import static dev.ricochet.schemas.serde.Evolved.anAffiliate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.AffiliateStatus;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.topic.Topics;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordSerdesTest {

    private final AtomicInteger lookUps = new AtomicInteger();
    private boolean registryIsDown;
    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient() {
        @Override
        public ParsedSchema getSchemaById(int id) throws IOException, RestClientException {
            lookUps.incrementAndGet();
            if (registryIsDown) {
                throw new IOException("Connection refused");
            }
            return super.getSchemaById(id);
        }
    };
    private final RecordSerdes serdes = new RecordSerdes(registry);
    private int id;

    @BeforeEach
    void registerTheSchema() {
        id = register(Affiliate.getClassSchema());
    }

    @Test
    void shouldWriteTheConfluentWireFormat() {
        byte[] bytes = serdes.of(Topics.AFFILIATES).serializer().serialize("ignored", anAffiliate());

        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        assertThat(buffer.get()).isZero();
        assertThat(buffer.getInt()).isEqualTo(id);
        // Avro: a string is its length (zigzag) and its bytes.
        assertThat(buffer.get()).isEqualTo((byte) 10);
        assertThat(Arrays.copyOfRange(bytes, 6, 11)).asString().isEqualTo("aff-1");
    }

    @Test
    void shouldReadWhatItWroteOverAndOver() {
        Serde<Affiliate> serde = serdes.of(Topics.AFFILIATES);

        IntStream.range(0, 1000).parallel().forEach(i -> {
            Affiliate affiliate = Affiliate.newBuilder(anAffiliate())
                    .setVersion(i)
                    .setName("n".repeat(i))
                    .build();
            byte[] bytes = serde.serializer().serialize("t", affiliate);
            assertThat(serde.deserializer().deserialize("t", bytes)).isEqualTo(affiliate);
        });

        assertThat(lookUps).hasValueLessThan(50);
    }

    @Test
    void shouldLeaveTombstonesAlone() {
        Serde<Affiliate> serde = serdes.of(Topics.AFFILIATES);

        assertThat(serde.serializer().serialize("t", null)).isNull();
        assertThat(serde.deserializer().deserialize("t", (byte[]) null)).isNull();
    }

    @Test
    void shouldReadARecordOfAnOlderSchemaAndFillInDefaults() {
        Affiliate read = decode(frame(register(Evolved.OLDER), Evolved.byOlder()));

        assertThat(read.getId()).isEqualTo("aff-1");
        assertThat(read.getEffectiveFrom()).isEqualTo(Evolved.SINCE);
        assertThat(read.getName()).isNull();
        assertThat(read.getStatus()).isEqualTo(AffiliateStatus.UNKNOWN);
    }

    @Test
    void shouldReadARecordOfANewerSchemaAndPassOverWhatItDoesNotKnow() {
        Affiliate read = decode(frame(register(Evolved.NEWER), Evolved.byNewer("PAUSED")));

        assertThat(read.getVersion()).isEqualTo(3);
        assertThat(read.getName()).isEqualTo("N");
        assertThat(read.getStatus()).isEqualTo(AffiliateStatus.PAUSED);
    }

    @Test
    void shouldReadAnEnumSymbolThatIsNewerThanItselfAsTheDefault() {
        Affiliate read = decode(frame(register(Evolved.NEWER), Evolved.byNewer("SUSPENDED")));

        assertThat(read.getStatus()).isEqualTo(AffiliateStatus.UNKNOWN);
    }

    @Test
    void shouldReadNoMoreOfARecordThanTheFieldsUpToOne() {
        RecordDecoder<Affiliate> beginning = serdes.decoderUpTo(Topics.AFFILIATES, "name");

        Affiliate own =
                beginning.decode(serdes.of(Topics.AFFILIATES).serializer().serialize("t", anAffiliate()));
        Affiliate newer = beginning.decode(frame(register(Evolved.NEWER), Evolved.byNewer("PAUSED")));

        assertThat(own.getId()).isEqualTo("aff-1");
        assertThat(own.getVersion()).isEqualTo(3);
        assertThat(own.getEffectiveFrom()).isEqualTo(Evolved.SINCE);
        assertThat(own.getName()).isEqualTo("Größe & Söhne");
        assertThat(own.getStatus()).isNull();
        assertThat(newer.getName()).isEqualTo("N");
        assertThat(newer.getStatus()).isNull();
    }

    @Test
    void shouldRefuseACutOffRecordThoughOnlyItsBeginningIsWanted() {
        byte[] whole = serdes.of(Topics.AFFILIATES).serializer().serialize("t", anAffiliate());
        byte[] cutOff = Arrays.copyOf(whole, whole.length - 1);

        assertThatExceptionOfType(RecordFormatException.class)
                .isThrownBy(() -> serdes.decoderUpTo(Topics.AFFILIATES, "name").decode(cutOff));
    }

    @Test
    void shouldRefuseToStartWhenItsOwnSchemaIsNotRegisteredAndNameTheCommand() {
        assertThatExceptionOfType(UnregisteredSchemaException.class)
                .isThrownBy(() -> serdes.of(Topics.OFFERS))
                .withMessageContaining("ricochet.offers.v1-value")
                .withMessageContaining("deploy/ricochet schemas register");
    }

    @Test
    void shouldNameTopicSchemaIdPartitionAndOffsetOfAnUnknownId() {
        byte[] unknown = frame(4711, Evolved.byOlder());

        assertThatExceptionOfType(RecordFormatException.class)
                .isThrownBy(() -> serdes.decoder(Topics.AFFILIATES).decode(record(unknown)))
                .withMessageContaining("ricochet.affiliates.v1")
                .withMessageContaining("schema id 4711")
                .withMessageContaining("does not know")
                .withMessageContaining("partition 3 offset 42");
    }

    @Test
    void shouldCallARecordBrokenWhereverItIsCutOff() {
        byte[] whole = serdes.of(Topics.AFFILIATES).serializer().serialize("t", anAffiliate());

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(RecordFormatException.class)
                    .as("%d bytes of %d", length, whole.length)
                    .isThrownBy(() -> decode(cut))
                    .withMessageContaining("ricochet.affiliates.v1");
        }
    }

    @Test
    void shouldCallARecordBrokenWhenBytesFollow() {
        byte[] whole = serdes.of(Topics.AFFILIATES).serializer().serialize("t", anAffiliate());

        assertThatExceptionOfType(RecordFormatException.class)
                .isThrownBy(() -> decode(Arrays.copyOf(whole, whole.length + 1)))
                .withMessageContaining("schema id " + id)
                .withMessageContaining("bytes remain after the record");
    }

    @Test
    void shouldCallJsonBroken() {
        assertThatExceptionOfType(RecordFormatException.class)
                .isThrownBy(() -> decode("{\"id\": \"aff-1\"}".getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("its first byte is 123");
    }

    @Test
    void shouldCallARecordOfAnotherTypeBroken() {
        int other = register(Conversion.getClassSchema());

        assertThatExceptionOfType(RecordFormatException.class)
                .isThrownBy(() -> decode(frame(other, new byte[500])))
                .withMessageContaining("is no dev.ricochet.schemas.catalog.Affiliate");
    }

    @Test
    void shouldNotBlameTheRecordWhenTheRegistryIsDownAndReadItWhenItIsBack() {
        RecordDecoder<Affiliate> decoder = serdes.decoder(Topics.AFFILIATES);
        byte[] bytes = frame(register(Evolved.NEWER), Evolved.byNewer("ACTIVE"));
        registryIsDown = true;
        assertThatExceptionOfType(RegistryUnavailableException.class).isThrownBy(() -> decoder.decode(record(bytes)));

        registryIsDown = false;

        assertThat(decoder.decode(record(bytes)).getStatus()).isEqualTo(AffiliateStatus.ACTIVE);
    }

    @Test
    void shouldNameTheFieldThatCannotBeWritten() {
        Conversion conversion = TestRecords.aConversion();
        register(Topics.CONVERSIONS.subject(), Conversion.getClassSchema());
        Conversion wrong = Conversion.newBuilder(conversion)
                .setPayout(new BigDecimal("1.5000001"))
                .build();

        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> serdes.of(Topics.CONVERSIONS).serializer().serialize("t", wrong))
                .withMessageContaining("scale");
    }

    @Test
    void shouldLeaveNothingOfARecordThatCouldNotBeWrittenInTheNext() {
        register(Topics.CONVERSIONS.subject(), Conversion.getClassSchema());
        Serializer<Conversion> serializer = serdes.of(Topics.CONVERSIONS).serializer();
        Conversion conversion = TestRecords.aConversion();
        byte[] alone = serializer.serialize("t", conversion);
        Conversion wrong = Conversion.newBuilder(conversion)
                .setPayout(new BigDecimal("1.5000001"))
                .build();

        assertThatExceptionOfType(SerializationException.class).isThrownBy(() -> serializer.serialize("t", wrong));

        assertThat(serializer.serialize("t", conversion)).isEqualTo(alone);
    }

    @Test
    void shouldKeepMoneyToTheLastDigit() {
        register(Topics.CONVERSIONS.subject(), Conversion.getClassSchema());
        Serde<Conversion> serde = serdes.of(Topics.CONVERSIONS);
        Conversion conversion = TestRecords.aConversion();

        Conversion read =
                serde.deserializer().deserialize("t", serde.serializer().serialize("t", conversion));

        assertThat(read).isEqualTo(conversion);
        assertThat(read.getPayout()).isEqualTo(new BigDecimal("123456789012345678.123456"));
    }

    private Affiliate decode(byte[] bytes) {
        return serdes.decoder(Topics.AFFILIATES).decode(bytes);
    }

    private static byte[] frame(int id, byte[] avro) {
        return ByteBuffer.allocate(5 + avro.length)
                .put((byte) 0)
                .putInt(id)
                .put(avro)
                .array();
    }

    private static ConsumerRecord<String, byte[]> record(byte[] value) {
        return new ConsumerRecord<>(Topics.AFFILIATES.name(), 3, 42, "aff-1", value);
    }

    private int register(Schema schema) {
        return register(Topics.AFFILIATES.subject(), schema);
    }

    private int register(String subject, Schema schema) {
        try {
            return registry.register(subject, new AvroSchema(schema));
        } catch (IOException | RestClientException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
