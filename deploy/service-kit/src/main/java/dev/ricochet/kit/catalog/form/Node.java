package dev.ricochet.kit.catalog.form;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ricochet.kit.duration.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a catalog file while it is read. Each read names its key, reports what is wrong with it and goes on with
 * a harmless value, so that one pass finds every problem; {@link #end} reports the keys that nobody asked for.
 */
final class Node {
    /** Stands for a secret in problems. */
    static final String SECRET = "(secret)";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    /** Of amounts and ratios. */
    static final int MOST_DECIMALS = 6;

    private static final int MOST_INTEGER_DIGITS = 12;
    private static final int SHOWN = 80;

    private final String path;
    private final JsonNode json;
    private final List<Problem> problems;
    private final Set<String> asked = new LinkedHashSet<>();

    Node(String path, JsonNode json, List<Problem> problems) {
        this.path = path;
        this.json = json;
        this.problems = problems;
        if (!json.isObject()) {
            report("", shown(json), "a mapping of keys to values");
        }
    }

    String id() {
        String id = text("id");
        if (!id.isEmpty() && !ID.matcher(id).matches()) {
            report("id", quoted(id), "letters, digits, '.', '_' and '-', at most 64");
        }
        return id;
    }

    String text(String key) {
        JsonNode value = get(key);
        if (value == null) {
            report(key, "missing", "a text");
            return "";
        }
        return textOf(key, value);
    }

    @Nullable String optionalText(String key) {
        JsonNode value = get(key);
        return value == null ? null : textOf(key, value);
    }

    /** A secret or null; a {@link KeptSecret} gives one that is there now. Never shown in a problem. */
    @Nullable String secret(String key, List<String> present) {
        JsonNode value = get(key);
        return value == null ? null : secretOf(key, value, present);
    }

    /** Like {@link #secret}, for a list. */
    List<String> secrets(String key, List<String> present) {
        JsonNode value = get(key);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            report(key, SECRET, "a list");
            return List.of();
        }
        List<String> secrets = new ArrayList<>();
        for (JsonNode element : value) {
            String at = key + "[" + secrets.size() + "]";
            String secret = secretOf(at, element, present);
            if (!KeptSecret.isName(secret) && secrets.contains(secret)) {
                report(at, SECRET, "each secret once");
            }
            secrets.add(secret);
        }
        return secrets;
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        int index = 0;
        for (JsonNode element : elements(key)) {
            texts.add(textOf(key + "[" + index++ + "]", element));
        }
        return texts;
    }

    <E extends Enum<E>> E oneOf(String key, Class<E> type, E fallback) {
        String text = optionalText(key);
        return text == null ? fallback : symbol(key, text, type, fallback);
    }

    <E extends Enum<E>> List<E> listOf(String key, Class<E> type, E harmless) {
        List<E> symbols = new ArrayList<>();
        int index = 0;
        for (String text : texts(key)) {
            symbols.add(symbol(key + "[" + index++ + "]", text, type, harmless));
        }
        return symbols;
    }

    long millis(String key, Duration fallback) {
        String text = optionalText(key);
        if (text == null) {
            return fallback.toMillis();
        }
        Optional<Duration> duration = Durations.parse(text);
        if (duration.isEmpty()) {
            report(key, quoted(text), Durations.EXPECTED);
        }
        return duration.orElse(fallback).toMillis();
    }

    /** A decimal that is not negative, written as text or number; at most six decimals. */
    @Nullable BigDecimal amount(String key) {
        return decimal(key, MOST_DECIMALS, MOST_INTEGER_DIGITS);
    }

    /** A decimal that is not negative, written as text or number. */
    @Nullable BigDecimal decimal(String key, int mostDecimals, int mostIntegerDigits) {
        JsonNode value = get(key);
        if (value == null) {
            return null;
        }
        try {
            BigDecimal amount = new BigDecimal(value.asText().strip());
            boolean fits = amount.stripTrailingZeros().scale() <= mostDecimals
                    && amount.precision() - amount.scale() <= mostIntegerDigits;
            if (value.isValueNode() && amount.signum() >= 0 && fits) {
                return amount.setScale(mostDecimals);
            }
        } catch (NumberFormatException notNumber) {
            report(key, shown(value), "a number such as \"12.50\"");
            return null;
        }
        report(
                key,
                shown(value),
                "a number of 0 or more with at most " + mostDecimals + " decimals, such as \"12.50\"");
        return null;
    }

    long count(String key) {
        JsonNode value = get(key);
        if (value != null && value.isIntegralNumber() && value.canConvertToLong() && value.asLong() > 0) {
            return value.asLong();
        }
        report(key, value == null ? "missing" : shown(value), "a whole number above 0");
        return 1;
    }

    /** True or false; false where it is not given. */
    boolean flag(String key) {
        JsonNode value = get(key);
        if (value != null && !value.isBoolean()) {
            report(key, shown(value), "true or false");
        }
        return value != null && value.asBoolean();
    }

    /** The elements as mappings of their own, named by their id where they have one. */
    <T> List<T> list(String key, Function<Node, T> read) {
        List<T> all = new ArrayList<>();
        int index = 0;
        for (JsonNode element : elements(key)) {
            JsonNode id = element.get("id");
            String name = id != null && id.isTextual() ? id.asText() : String.valueOf(index);
            all.add(child(key + "[" + name + "]", element, read));
            index++;
        }
        return all;
    }

    <T> Optional<T> object(String key, Function<Node, T> read) {
        JsonNode value = get(key);
        return value == null ? Optional.empty() : Optional.of(child(key, value, read));
    }

    /** The keys of a mapping whose keys are data. */
    Set<String> allKeys() {
        Set<String> names = new LinkedHashSet<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    boolean has(String key) {
        return get(key) != null;
    }

    void report(String key, String value, String expected) {
        problems.add(new Problem(at(key), value, expected));
    }

    static String quoted(String text) {
        return '"' + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text) + '"';
    }

    private <T> T child(String key, JsonNode element, Function<Node, T> read) {
        Node node = new Node(at(key), element, problems);
        T value = read.apply(node);
        node.end();
        return value;
    }

    void end() {
        json.fieldNames().forEachRemaining(key -> {
            if (!asked.contains(key)) {
                report(key, "unknown key", "one of " + String.join(", ", asked));
            }
        });
    }

    private @Nullable JsonNode get(String key) {
        asked.add(key);
        JsonNode value = json.get(key);
        return value == null || value.isNull() ? null : value;
    }

    private Iterable<JsonNode> elements(String key) {
        JsonNode value = get(key);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            report(key, shown(value), "a list");
            return List.of();
        }
        return value;
    }

    private String textOf(String key, JsonNode value) {
        if (value.isTextual()) {
            return value.asText();
        }
        report(key, shown(value), value.isContainerNode() ? "a text" : "a text; put it in quotes");
        return "";
    }

    private String secretOf(String key, JsonNode value, List<String> present) {
        if (!value.isTextual()) {
            report(key, SECRET, "a text; put it in quotes");
            // What was reported once is not to be found too short or misshapen as well.
            return KeptSecret.ONLY;
        }
        String secret = value.asText();
        if (!KeptSecret.isName(secret)) {
            return secret;
        }
        String kept = KeptSecret.find(secret, present);
        if (kept == null) {
            report(key, secret, KeptSecret.expected(present));
            return secret;
        }
        return kept;
    }

    private <E extends Enum<E>> E symbol(String key, String text, Class<E> type, E harmless) {
        List<E> allowed = Arrays.stream(type.getEnumConstants())
                .filter(symbol -> !symbol.name().equals("UNKNOWN"))
                .toList();
        return allowed.stream()
                .filter(symbol -> symbol.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseGet(() -> {
                    report(
                            key,
                            quoted(text),
                            allowed.stream()
                                    .map(symbol -> symbol.name().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(", ", "one of ", "")));
                    return harmless;
                });
    }

    private String at(String key) {
        if (key.isEmpty()) {
            return path.isEmpty() ? "file" : path;
        }
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
