package dev.ricochet.gateway.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.gateway.bulk.RowFormat.Header;
import dev.ricochet.gateway.bulk.RowFormat.Malformed;
import dev.ricochet.gateway.bulk.RowFormat.Read;
import dev.ricochet.gateway.bulk.RowFormat.Reading;
import dev.ricochet.gateway.request.Parameter;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class CsvRowsTest {
    private final CsvRows csv = new CsvRows();

    @Test
    void shouldNameCellsByTheHeader() {
        assertThat(read("order_id ,\"note\"")).isInstanceOf(Header.class);
        assertThat(said(read("o-1,\"a, \"\"b\"\"\nc\""))).isEqualTo("order_id=o-1 note=a, \"b\"\nc");
        assertThat(said(read(",é"))).isEqualTo("order_id= note=é");
    }

    @Test
    void shouldRefuseRowsWithOtherCellsThanTheHeader() {
        read("a,b");
        assertThat(read("1")).isEqualTo(new Malformed("expected 2 cells as in the header, got 1"));
        assertThat(read("1,2,3")).isEqualTo(new Malformed("expected 2 cells as in the header, got 3"));
        assertThat(read("1,2")).isInstanceOf(Read.class);
    }

    @Test
    void shouldRefuseRowsThatAreNoCsvAndNoText() {
        read("a,b");
        assertThat(read("1,\"x\"y")).isInstanceOf(Malformed.class);
        assertThat(read("1,\"x")).isInstanceOf(Malformed.class);
        assertThat(csv.read(new byte[] {'1', ',', (byte) 0xff})).isEqualTo(new Malformed("expected UTF-8"));
    }

    @Test
    void shouldReadNoRowUnderAHeaderThatIsWrong() {
        for (String header : new String[] {"a,a", "a,,b", "a,\"b"}) {
            CsvRows rows = new CsvRows();
            assertThat(rows.read(header.getBytes(UTF_8))).isInstanceOf(Malformed.class);
            assertThat(rows.read("1,2".getBytes(UTF_8)))
                    .isInstanceOfSatisfying(
                            Malformed.class, row -> assertThat(row.detail()).startsWith("the header is wrong: "));
        }
    }

    private Reading read(String row) {
        return csv.read(row.getBytes(UTF_8));
    }

    private static String said(Reading reading) {
        return StreamSupport.stream(((Read) reading).parameters().spliterator(), false)
                .map((Parameter one) -> one.name() + "=" + one.value())
                .collect(Collectors.joining(" "));
    }
}
