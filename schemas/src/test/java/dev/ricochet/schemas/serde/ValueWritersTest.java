package dev.ricochet.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.apache.avro.AvroTypeException;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueWritersTest {

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
        assertThat(byOurs(conversion)).isEqualTo(byAvros(conversion));
    }

    @Test
    void shouldWriteEveryTopicsRecords() {
        Topics.records()
                .forEach(topic -> assertThatNoException()
                        .as(topic.name())
                        .isThrownBy(() -> new RecordCodec<>(topic.type(), id -> Conversion.getClassSchema())));
    }

    @Test
    void shouldNameTheFieldThatIsNotAsItMustBeAndNotItsValue() {
        Conversion unfit = TestRecords.aConversion();
        unfit.put("payout", new BigDecimal("1.23456789"));

        assertThatExceptionOfType(AvroTypeException.class)
                .isThrownBy(() -> byOurs(unfit))
                .withMessageContaining("payout")
                .withMessageNotContaining("23456789");
        unfit.put("payout", null);
        assertThatExceptionOfType(AvroTypeException.class)
                .isThrownBy(() -> byOurs(unfit))
                .withMessage("payout: null where a value is required");
    }

    private static byte[] byOurs(Conversion conversion) throws IOException {
        return written(ValueWriters.of(Conversion.getClassSchema(), MODEL)::write, conversion);
    }

    private static byte[] byAvros(Conversion conversion) throws IOException {
        return written(new SpecificDatumWriter<>(Conversion.getClassSchema(), MODEL)::write, conversion);
    }

    private static byte[] written(Writing<Conversion> writing, Conversion value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writing.write(value, EncoderFactory.get().directBinaryEncoder(bytes, null));
        return bytes.toByteArray();
    }

    private interface Writing<V> {
        void write(V value, Encoder out) throws IOException;
    }
}
