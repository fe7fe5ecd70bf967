package dev.ricochet.gateway.bulk;

import dev.ricochet.gateway.request.Parameters;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** CSV as RFC 4180 has it, in UTF-8: the first row names the columns, every other has as many cells. */
final class CsvRows implements RowFormat {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180;

    private @Nullable List<String> names;
    private @Nullable String headerFault;

    @Override
    public boolean quotes() {
        return true;
    }

    @Override
    public Reading read(byte[] row) {
        List<String> cells;
        try {
            cells = cells(row);
        } catch (CharacterCodingException e) {
            return malformed("expected UTF-8");
        } catch (IOException | UncheckedIOException e) {
            return malformed("expected CSV: cells with quotes in them are quoted, and their quotes doubled");
        }
        if (headerFault != null) {
            return new Malformed(headerFault);
        }
        if (names == null) {
            return header(cells);
        }
        return cells.size() == names.size()
                ? new Read(Parameters.ofCells(names, cells))
                : new Malformed("expected " + names.size() + " cells as in the header, got " + cells.size());
    }

    private Reading header(List<String> cells) {
        List<String> found = cells.stream().map(String::strip).toList();
        if (found.size() > Parameters.MOST) {
            return malformed("expected at most " + Parameters.MOST + " columns");
        }
        if (found.contains("") || new HashSet<>(found).size() < found.size()) {
            return malformed("expected a name for each column, and each name once");
        }
        names = found;
        return new Header();
    }

    /** With a header that cannot be read, no row can. */
    private Malformed malformed(String detail) {
        if (names == null) {
            headerFault = "the header is wrong: " + detail;
            return new Malformed(headerFault);
        }
        return new Malformed(detail);
    }

    private static List<String> cells(byte[] row) throws IOException {
        String text =
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(row)).toString();
        try (CSVParser parser = FORMAT.parse(new StringReader(text))) {
            List<CSVRecord> records = parser.getRecords();
            return records.size() == 1 ? records.get(0).toList() : List.of();
        }
    }
}
