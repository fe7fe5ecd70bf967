package dev.ricochet.gateway.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.StringReader;
import java.io.StringWriter;
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
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
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
    void shouldEndWhereAQuoteIsOpenedAndNeverClosed() {
        assertThat(rows(true, "a\n1,\"b\nc\nd")).containsExactly("a", "UNCLOSED");
        assertThat(rows(true, "a,\"b\n" + "c\n".repeat(MOST) + "\"\nd\n")).containsExactly("UNCLOSED");
    }

    @Test
    void shouldTakeAQuoteInTheMiddleOfACellForNothingButItself() {
        assertThat(rows(true, "a,5\" tv,b\nc\nd,\"5\"\" tv\"\ne"))
                .containsExactly("a,5\" tv,b", "c", "d,\"5\"\" tv\"", "e");
    }

    @Property
    void shouldCutWhereAnotherParserDoes(@ForAll("tables") List<List<String>> table) throws Exception {
        StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecords(table);
        }
        List<List<String>> read = new ArrayList<>();
        for (String row : rows(true, text.toString())) {
            try (CSVParser parser = CSVFormat.RFC4180.parse(new StringReader(row))) {
                parser.forEach(cells -> read.add(cells.toList()));
            }
        }
        assertThat(read).isEqualTo(table);
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> cell = Arbitraries.of("a", "\"", ",", "\n", "\r\n", " ", "x y")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(parts -> "c" + String.join("", parts));
        return cell.list().ofMinSize(1).ofMaxSize(3).list().ofMaxSize(6);
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

            @Override
            public void unclosed() {
                rows.add("UNCLOSED");
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
