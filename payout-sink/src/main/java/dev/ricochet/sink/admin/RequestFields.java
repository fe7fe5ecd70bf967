package dev.ricochet.sink.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.ApiProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a request's body, each asked for by name; what nobody asks for is refused. All that is wrong is told at once. */
final class RequestFields {

    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode json;
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<Answer.Fault> faults = new ArrayList<>();

    /** @param body an empty one is an empty object */
    RequestFields(String body) {
        ObjectNode read = JSON.createObjectNode();
        try {
            JsonNode tree = JSON.readTree(body.isBlank() ? "{}" : body);
            if (tree instanceof ObjectNode object) {
                read = object;
            } else {
                faults.add(new Answer.Fault("body", "no object", "a JSON object"));
            }
        } catch (JsonProcessingException malformed) {
            faults.add(new Answer.Fault("body", "malformed", "well-formed JSON"));
        }
        this.json = read;
    }

    @Nullable String text(String key) {
        JsonNode value = get(key);
        if (value != null && !value.isTextual()) {
            fault(key, value.toString(), "a text");
            return null;
        }
        return value == null ? null : value.asText();
    }

    String required(String key) {
        String text = text(key);
        if (text == null || text.isEmpty()) {
            fault(key, "missing", "a text");
            return "";
        }
        return text;
    }

    boolean flag(String key) {
        JsonNode value = get(key);
        if (value != null && !value.isBoolean()) {
            fault(key, value.toString(), "true or false");
        }
        return value != null && value.asBoolean();
    }

    @Nullable Integer number(String key) {
        JsonNode value = get(key);
        if (value != null && !value.canConvertToInt()) {
            fault(key, value.toString(), "a whole number");
            return null;
        }
        return value == null ? null : value.asInt();
    }

    Instant time(String key, Instant otherwise) {
        String text = text(key);
        if (text == null) {
            return otherwise;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException malformed) {
            fault(key, text, "a time such as 2026-11-22T12:00:00Z");
            return otherwise;
        }
    }

    List<String> texts(String key) {
        JsonNode value = get(key);
        List<String> texts = new ArrayList<>();
        if (value != null && !value.isArray()) {
            fault(key, value.toString(), "a list of texts");
        } else if (value != null) {
            value.forEach(element -> texts.add(element.asText()));
        }
        return texts;
    }

    <E extends Enum<E>> List<E> symbols(String key, Class<E> type) {
        List<E> symbols = new ArrayList<>();
        texts(key).forEach(text -> symbol(key, text, type).ifPresent(symbols::add));
        return symbols;
    }

    <E extends Enum<E>> E symbol(String key, Class<E> type, E otherwise) {
        String text = text(key);
        return text == null ? otherwise : symbol(key, text, type).orElse(otherwise);
    }

    void fault(String key, String value, String expected) {
        faults.add(new Answer.Fault(key, value, expected));
    }

    /** The refusal of all that is wrong; null where nothing is. */
    @Nullable Answer refusal() {
        json.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                faults.add(new Answer.Fault(name, "unknown", "one of " + String.join(", ", asked)));
            }
        });
        return faults.isEmpty() ? null : Answer.problem(ApiProblem.VALIDATION_FAILED, "", faults);
    }

    private <E extends Enum<E>> java.util.Optional<E> symbol(String key, String text, Class<E> type) {
        List<E> allowed = Arrays.stream(type.getEnumConstants())
                .filter(symbol -> !symbol.name().equals("UNKNOWN"))
                .toList();
        java.util.Optional<E> found = allowed.stream()
                .filter(symbol -> symbol.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst();
        if (found.isEmpty()) {
            fault(
                    key,
                    text,
                    allowed.stream()
                            .map(symbol -> symbol.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ", "one of ", "")));
        }
        return found;
    }

    private @Nullable JsonNode get(String key) {
        asked.add(key);
        JsonNode value = json.get(key);
        return value == null || value.isNull() ? null : value;
    }
}
