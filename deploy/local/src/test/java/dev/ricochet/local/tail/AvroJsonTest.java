package dev.ricochet.local.tail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricochet.kit.json.AvroJson;
import dev.ricochet.local.fixture.Records;
import dev.ricochet.schemas.event.Conversion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class AvroJsonTest {
    private final Conversion conversion = Records.version("c-1", 1, "r-1");

    @Test
    void shouldWriteAmountsAsTextAndTimesInIso() {
        ObjectNode json = AvroJson.of(conversion);

        assertThat(json.get("revenue").isTextual()).isTrue();
        assertThat(json.get("revenue").asText()).isEqualTo("14.50");
        assertThat(json.get("converted_at").asText()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(json.get("status").asText()).isEqualTo("APPROVED");
        assertThat(json.get("order_id").isNull()).isTrue();
    }

    @Test
    void shouldReadGenericRecordsAsItReadsOurs() throws IOException {
        assertThat(AvroJson.of(generic(conversion))).isEqualTo(AvroJson.of(conversion));
    }

    @Test
    void shouldKeepAmountsExact() {
        assertThat(AvroJson.plain(new BigDecimal("0.000001"))).isEqualTo("0.000001");
        assertThat(AvroJson.plain(new BigDecimal("10.000000"))).isEqualTo("10.00");
        assertThat(AvroJson.plain(new BigDecimal("0.000000"))).isEqualTo("0.00");
    }

    private static GenericRecord generic(Conversion conversion) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<>(Conversion.class).write(conversion, encoder);
        encoder.flush();
        return new GenericDatumReader<GenericRecord>(Conversion.getClassSchema())
                .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
    }
}
