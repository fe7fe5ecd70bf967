package dev.ricochet.gateway.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A flat JSON object. Numbers are taken as the text that was sent: an amount never passes through a floating point
 * number. {@code null} means not given.
 */
final class JsonObjectText {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxNumberLength(100)
                    .build())
            .build();

    private JsonObjectText() {}

    /** Adds the object's members; tells what is wrong with it, or null. */
    static @Nullable String read(byte[] body, Parameters into) {
        try (JsonParser parser = FACTORY.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return "expected one JSON object";
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value.isStructStart()) {
                    return "expected text, numbers, true, false or null as values, got an object or array";
                }
                if (value != JsonToken.VALUE_NULL) {
                    into.add(name, parser.getText(), true);
                }
            }
            return parser.nextToken() == null ? null : "expected nothing after the JSON object";
        } catch (JsonProcessingException e) {
            return "not JSON: line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr();
        } catch (IOException e) {
            return "not JSON in UTF-8";
        }
    }
}
