package dev.ricochet.gateway.refusal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.ricochet.schemas.reason.Refusal;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * The answer to who is refused: {@code application/problem+json} as RFC 9457 has it. {@code type} is stable and ends in
 * the code of what the caller is told; {@code errors} lists every fault; {@code request_id} finds the record of it.
 */
public final class ProblemDocument {
    /** The media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE_PREFIX = "urn:ricochet:problem:";
    private static final JsonFactory FACTORY = new JsonFactory();

    private ProblemDocument() {}

    /** The document as JSON text. */
    public static String of(String requestId, Refused refused, int status) {
        Refusal told = refused.reason().told();
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", type(refused));
            json.writeStringField("title", RefusalText.of(told));
            json.writeNumberField("status", status);
            json.writeStringField("request_id", requestId);
            writeErrors(json, refused);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail", e);
        }
        return text.toString();
    }

    /** The problem's {@code type}. */
    public static String type(Refused refused) {
        return TYPE_PREFIX + refused.reason().told().code();
    }

    /** Writes the member {@code errors} with every fault; none where there is no fault. */
    public static void writeErrors(JsonGenerator json, Refused refused) throws IOException {
        if (!refused.faults().isEmpty()) {
            json.writeArrayFieldStart("errors");
            for (Fault fault : refused.faults()) {
                writeFault(json, fault);
            }
            json.writeEndArray();
        }
    }

    private static void writeFault(JsonGenerator json, Fault fault) throws IOException {
        json.writeStartObject();
        json.writeStringField("field", fault.field());
        json.writeStringField("code", fault.code().code());
        json.writeStringField("detail", fault.detail());
        if (fault.value() != null) {
            json.writeStringField("value", fault.value());
        }
        json.writeEndObject();
    }
}
