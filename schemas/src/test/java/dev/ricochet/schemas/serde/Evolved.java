package dev.ricochet.schemas.serde;

import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.AffiliateStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Affiliates as earlier and later versions of the program write them. */
final class Evolved {

    static final Instant SINCE = Instant.parse("2026-01-02T03:04:05.006Z");

    static final Schema OLDER = read("/evolved/dev.ricochet.schemas.catalog.Affiliate/1.avsc");
    static final Schema NEWER = read("/evolved/affiliate-newer.avsc");

    private Evolved() {}

    static Affiliate anAffiliate() {
        return Affiliate.newBuilder()
                .setId("aff-1")
                .setVersion(3)
                .setEffectiveFrom(SINCE)
                .setName("Größe & Söhne")
                .setStatus(AffiliateStatus.ACTIVE)
                .build();
    }

    static byte[] byOlder() {
        return bytes(common(OLDER));
    }

    static byte[] byNewer(String status) {
        GenericRecord record = common(NEWER);
        record.put("country", "DE");
        record.put("name", "N");
        record.put("status", new GenericData.EnumSymbol(NEWER.getField("status").schema(), status));
        return bytes(record);
    }

    static byte[] bytes(GenericRecord record) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static GenericRecord common(Schema schema) {
        GenericRecord record = new GenericData.Record(schema);
        record.put("id", "aff-1");
        record.put("version", 3);
        record.put("effective_from", SINCE.toEpochMilli());
        return record;
    }

    private static Schema read(String resource) {
        try (InputStream file = Objects.requireNonNull(Evolved.class.getResourceAsStream(resource), resource)) {
            return new Schema.Parser().parse(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
