package dev.ricochet.gateway.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A flat JSON object in UTF-8, as RFC 8259 has it. Numbers are taken as the text that was sent: an amount never passes through a floating point
 * number. {@code null} means not given.
 */
final class JsonObjectText {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            // UTF-16 is no JSON for anybody else, and no secret could be found in what is kept of it.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxNumberLength(100)
                    .build())
            .build();

    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private JsonObjectText() {}

    /** Adds the object's members; tells what is wrong with it, or null. */
    static @Nullable String read(byte[] body, Parameters into) {
        try (JsonParser parser = parser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return "expected one JSON object";
            }
            String fault = readMembers(parser, into);
            if (fault != null) {
                return fault;
            }
            return parser.nextToken() == null ? null : "expected nothing after the JSON object";
        } catch (IOException e) {
            return fault(e);
        }
    }

    /** Reads an array of such objects; tells what is wrong with it, or null. At most that many are given. */
    static @Nullable String readArray(byte[] body, int most, Consumer<Parameters> each) {
        try (JsonParser parser = parser(body)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return "expected a JSON array of objects";
            }
            int read = 0;
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                Parameters members = Parameters.ofQuery(null);
                String fault = ++read > most ? "expected at most " + most + " objects" : readMembers(parser, members);
                if (fault != null) {
                    return fault;
                }
                each.accept(members);
            }
            if (parser.currentToken() != JsonToken.END_ARRAY) {
                return "expected nothing but objects in the array";
            }
            return parser.nextToken() == null ? null : "expected nothing after the JSON array";
        } catch (IOException e) {
            return fault(e);
        }
    }

    /** Some write a mark before their UTF-8 that says nothing. */
    private static JsonParser parser(byte[] body) throws IOException {
        int start = Arrays.mismatch(body, MARK) == MARK.length ? MARK.length : 0;
        return FACTORY.createParser(body, start, body.length - start);
    }

    private static @Nullable String readMembers(JsonParser parser, Parameters into) throws IOException {
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
        return null;
    }

    private static String fault(IOException e) {
        return e instanceof JsonProcessingException json
                ? "not JSON: line " + json.getLocation().getLineNr() + ", column "
                        + json.getLocation().getColumnNr()
                : "not JSON in UTF-8";
    }
}
