package dev.ricochet.gateway.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RowSplitterTest {
    private static final int MOST = 40;

    @Test
    void shouldCutAtLineEndsOfAnyKindAndLeaveOutBlankRows() {
        assertThat(rows(false, "a\nb\r\n\n \t\r\nc")).containsExactly("a", "b", "c");
        assertThat(rows(false, "")).isEmpty();
    }

    @Test
    void shouldLeaveOutAByteOrderMarkBeforeTheFirstRowOnly() {
        assertThat(rows(true, "\ufeffid\n\ufeffx")).containsExactly("id", "\ufeffx");
        assertThat(rows(true, "\ufeff\nid")).containsExactly("id");
    }

    @Test
    void shouldKeepALineEndWithinQuotesInCsvAlone() {
        assertThat(rows(true, "a,\"x\ny \"\" z\"\nb")).containsExactly("a,\"x\ny \"\" z\"", "b");
        assertThat(rows(false, "a,\"x\nb")).containsExactly("a,\"x", "b");
    }

    @Test
    void shouldDropARowThatIsTooLongAndGoOn() {
        String longest = "x".repeat(MOST);
        assertThat(rows(false, longest + "\n" + longest + "x\nshort")).containsExactly(longest, "TOO LONG", "short");
    }

    @Test
    void shouldNotSwallowTheRestAfterAQuoteThatIsNeverClosed() {
        // What follows belongs to the quoted cell, as far as anybody can tell; it ends as one row that is too long.
        assertThat(rows(true, "a,\"b\n" + "c\n".repeat(MOST))).containsExactly("TOO LONG");
    }

    @Property
    void shouldGiveTheSameRowsWhereverTheBodyIsCut(
            @ForAll("bodies") String body, @ForAll @IntRange(min = 1, max = 7) int size) {
        assertThat(rows(true, body, size)).isEqualTo(rows(true, body, Integer.MAX_VALUE));
        assertThat(rows(false, body, size)).isEqualTo(rows(false, body, Integer.MAX_VALUE));
    }

    @Property
    void shouldGiveEveryLineOfJson(@ForAll("lines") List<String> lines) {
        List<String> given = lines.stream().filter(line -> !line.isBlank()).toList();
        assertThat(rows(false, String.join("\n", lines))).isEqualTo(given);
    }

    @Provide
    Arbitrary<String> bodies() {
        return Arbitraries.of("a", "é", "\"", ",", "\n", "\r\n", " ", "\ufeff", "xxxxxxxxxxxxxxx")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.of("a", "{}", "\"", " ", "")
                .list()
                .ofMaxSize(8)
                .map(parts -> parts.stream().map(part -> part + part).collect(Collectors.toList()));
    }

    private static List<String> rows(boolean quotes, String body) {
        return rows(quotes, body, Integer.MAX_VALUE);
    }

    private static List<String> rows(boolean quotes, String body, int partSize) {
        List<String> rows = new ArrayList<>();
        RowSplitter.Rows into = new RowSplitter.Rows() {
            @Override
            public void row(byte[] bytes) {
                rows.add(new String(bytes, UTF_8));
            }

            @Override
            public void tooLong() {
                rows.add("TOO LONG");
            }
        };
        RowSplitter splitter = new RowSplitter(quotes, MOST);
        byte[] bytes = body.getBytes(UTF_8);
        for (int from = 0; from < bytes.length; from += Math.min(partSize, bytes.length)) {
            int to = (int) Math.min((long) from + partSize, bytes.length);
            splitter.feed(Buffer.buffer(Arrays.copyOfRange(bytes, from, to)), into);
        }
        splitter.end(into);
        return rows;
    }
}
