package dev.ricochet.schemas.serde;

import static dev.ricochet.schemas.serde.Evolved.anAffiliate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.AffiliateStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class StateSerdeTest {

    private final Serde<Affiliate> serde = StateSerde.of(Affiliate.class, ReleasedSchemas.under("/evolved/"));

    @Test
    void shouldReadWhatItWrote() {
        byte[] bytes = serde.serializer().serialize("store", anAffiliate());

        assertThat(serde.deserializer().deserialize("store", bytes)).isEqualTo(anAffiliate());
    }

    @Test
    void shouldWriteAvrosSingleObjectEncoding() throws IOException {
        byte[] bytes = serde.serializer().serialize("store", anAffiliate());

        assertThat(Affiliate.getDecoder().decode(bytes)).isEqualTo(anAffiliate());
        assertThat(bytes).isEqualTo(anAffiliate().toByteBuffer().array());
    }

    @Test
    void shouldReadAStoreThatAnEarlierReleaseFilled() {
        byte[] stored = frame(Evolved.OLDER, Evolved.byOlder());

        Affiliate read = serde.deserializer().deserialize("store", stored);

        assertThat(read.getEffectiveFrom()).isEqualTo(Evolved.SINCE);
        assertThat(read.getStatus()).isEqualTo(AffiliateStatus.UNKNOWN);
    }

    @Test
    void shouldSayThatAnUnreleasedBuildWroteWhatNoReleaseCouldHaveWritten() {
        byte[] stored = frame(Evolved.NEWER, Evolved.byNewer("ACTIVE"));

        assertThatExceptionOfType(RecordFormatException.class)
                .isThrownBy(() -> serde.deserializer().deserialize("affiliates-store", stored))
                .withMessageContaining("affiliates-store")
                .withMessageContaining(Long.toHexString(SchemaNormalization.parsingFingerprint64(Evolved.NEWER)))
                .withMessageContaining("unreleased build");
    }

    @Test
    void shouldCallAValueBrokenWhereverItIsCutOff() {
        byte[] whole = serde.serializer().serialize("store", anAffiliate());

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(RecordFormatException.class)
                    .isThrownBy(() -> serde.deserializer().deserialize("store", cut))
                    .withMessageContaining("a value of store");
        }
    }

    @Test
    void shouldLeaveNothingAsNothing() {
        assertThat(serde.serializer().serialize("store", null)).isNull();
        assertThat(serde.deserializer().deserialize("store", (byte[]) null)).isNull();
    }

    private static byte[] frame(Schema schema, byte[] avro) {
        return ByteBuffer.allocate(10 + avro.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0x01C3)
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .put(avro)
                .array();
    }
}
