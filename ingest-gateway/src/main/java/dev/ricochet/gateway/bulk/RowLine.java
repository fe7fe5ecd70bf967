package dev.ricochet.gateway.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.ricochet.gateway.refusal.ProblemDocument;
import dev.ricochet.gateway.refusal.RefusalText;
import dev.ricochet.gateway.refusal.Refused;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** What a caller is told of one row, as one line of JSON. */
final class RowLine {
    private static final JsonFactory FACTORY = new JsonFactory();

    private RowLine() {}

    static String accepted(long row, String receiptId) {
        return "{\"row\":" + row + ",\"status\":\"accepted\",\"receipt_id\":\"" + receiptId + "\"}";
    }

    static String unavailable(long row, String receiptId) {
        return "{\"row\":" + row + ",\"status\":\"unavailable\",\"receipt_id\":\"" + receiptId + "\"}";
    }

    static String refused(long row, String requestId, Refused refused) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("row", row);
            json.writeStringField("status", "refused");
            json.writeStringField("type", ProblemDocument.type(refused));
            json.writeStringField("title", RefusalText.of(refused.reason()));
            json.writeStringField("request_id", requestId);
            ProblemDocument.writeErrors(json, refused);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail", e);
        }
        return text.toString();
    }
}
