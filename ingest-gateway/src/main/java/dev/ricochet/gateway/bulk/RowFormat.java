package dev.ricochet.gateway.bulk;

import dev.ricochet.gateway.request.Body;
import dev.ricochet.gateway.request.Parameters;
import org.jspecify.annotations.Nullable;

/** What a row's bytes say. One of each batch: CSV remembers its header. */
interface RowFormat {

    /** A row, read. */
    sealed interface Reading {}

    /** Names and values. */
    record Read(Parameters parameters) implements Reading {}

    /** The row gives names to the cells of those that follow, and is no report itself. */
    record Header() implements Reading {}

    /** Not in this format; the detail never quotes the row. */
    record Malformed(String detail) implements Reading {}

    Reading read(byte[] row);

    /** Whether line ends within quotes belong to the row. */
    boolean quotes();

    /** The format of a media type, or null for one that is not taken. */
    static @Nullable RowFormat of(String mediaType) {
        return switch (mediaType) {
            case "application/x-ndjson" -> new JsonRows();
            case "text/csv" -> new CsvRows();
            default -> null;
        };
    }

    /** A flat JSON object a line. */
    final class JsonRows implements RowFormat {
        @Override
        public Reading read(byte[] row) {
            Parameters parameters = Parameters.ofQuery(null);
            String fault = Body.readJson(row, parameters);
            return fault == null ? new Read(parameters) : new Malformed(fault);
        }

        @Override
        public boolean quotes() {
            return false;
        }
    }
}
