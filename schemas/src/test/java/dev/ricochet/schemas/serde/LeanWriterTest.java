package dev.ricochet.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LeanWriterTest {

    private static final SpecificData MODEL = SpecificData.getForClass(Conversion.class);

    static Stream<Conversion> conversions() {
        Conversion full = TestRecords.aConversion();
        return Stream.of(
                full,
                Conversion.newBuilder(full)
                        .setPreviousStatus(ConversionStatus.PENDING)
                        .setReason("cap_exceeded")
                        .build(),
                Conversion.newBuilder(full)
                        .setClickId(null)
                        .setClickedAt(null)
                        .setSaleAmount(null)
                        .build());
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void shouldWriteWhatAvrosOwnWriterWrites(Conversion conversion) throws IOException {
        Schema schema = Conversion.getClassSchema();

        assertThat(written(new LeanWriter<>(schema, MODEL), conversion))
                .isEqualTo(written(new SpecificDatumWriter<>(schema, MODEL), conversion));
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void shouldLeaveUnionsOfSeveralThingsToAvro(Conversion conversion) throws IOException {
        Schema several = SchemaBuilder.unionOf()
                .nullType()
                .and()
                .stringType()
                .and()
                .type(Conversion.getClassSchema())
                .endUnion();

        assertThat(written(new LeanWriter<Object>(several, MODEL), conversion))
                .isEqualTo(written(new SpecificDatumWriter<Object>(several, MODEL), conversion));
    }

    private static <V> byte[] written(SpecificDatumWriter<? super V> writer, V value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        writer.write(value, encoder);
        return bytes.toByteArray();
    }
}
