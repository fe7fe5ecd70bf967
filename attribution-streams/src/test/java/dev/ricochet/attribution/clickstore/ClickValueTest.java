package dev.ricochet.attribution.clickstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ClickValueTest {

    private static final String ID = "06f8abcdefghjkmnpqrstvwxyz012345";

    @Property(tries = 300)
    void shouldGiveBackAFramedClickByteForByte(@ForAll @Size(4) byte[] schemaId, @ForAll byte[] fields) {
        byte[] framed = framed(schemaId, fields);

        byte[] stored = stored(framed);

        assertThat(stored).hasSize(framed.length - 33);
        assertThat(ClickValue.read(stored, ID)).isEqualTo(framed);
    }

    @Property(tries = 300)
    void shouldGiveBackAnythingElseByteForByte(@ForAll byte[] value) {
        assertThat(ClickValue.read(stored(value), ID)).isEqualTo(value);
    }

    @Test
    void shouldNameAFormThatItDoesNotKnow() {
        assertThatThrownBy(() -> ClickValue.read(new byte[] {9, 0}, ID))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(ID)
                .hasMessageContaining("form 9");
    }

    private static byte[] stored(byte[] framed) {
        byte[] stored = new byte[ClickValue.size(framed)];
        ClickValue.write(framed, stored, 0);
        return stored;
    }

    private static byte[] framed(byte[] schemaId, byte[] fields) {
        byte[] framed = new byte[5 + 33 + fields.length];
        System.arraycopy(schemaId, 0, framed, 1, 4);
        framed[5] = 64;
        System.arraycopy(ID.getBytes(StandardCharsets.US_ASCII), 0, framed, 6, 32);
        System.arraycopy(fields, 0, framed, 38, fields.length);
        return framed;
    }
}
