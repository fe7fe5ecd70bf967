package dev.ricochet.kit.catalog.form;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** One entry as JSON, by the same names and with the same checks as in a catalog file. */
public final class EntryForm {
    // Amounts written as bare numbers must not pass through floating point.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private EntryForm() {}

    /**
     * Reads an entry; it has no version yet.
     *
     * @param id as the path names it; the text may repeat it, and not differ
     * @param present what the catalog holds now: kept secrets come from there, and references point there
     * @throws InvalidCatalogException with everything that is wrong with it
     */
    public static <V extends SpecificRecord> V read(Kind<V> kind, String id, String text, Entries present)
            throws InvalidCatalogException {
        List<Problem> problems = new ArrayList<>();
        ObjectNode json = object(text);
        JsonNode named = json.get("id");
        if (named != null && !(named.isTextual() && named.asText().equals(id))) {
            problems.add(new Problem("id", Node.quoted(named.asText()), "the id of the path, " + Node.quoted(id)));
        }
        json.put("id", id);
        Node node = new Node("", json, problems);
        V entry = EntryReader.read(kind, node, present);
        node.end();
        problems.addAll(brokenReferences(kind, id, entry, present));
        if (!problems.isEmpty()) {
            throw new InvalidCatalogException(problems);
        }
        return entry;
    }

    /** The entries that name this one, as {@code offers/shoes}: it cannot go while there are any. */
    public static List<String> referrers(Kind<?> kind, String id, Entries all) {
        return References.to(kind, id, all);
    }

    /** What this entry names must be there. */
    private static <V extends SpecificRecord> List<Problem> brokenReferences(
            Kind<V> kind, String id, V entry, Entries present) {
        Map<String, V> ofKind = new LinkedHashMap<>(present.of(kind));
        ofKind.put(id, entry);
        return ofOne(kind, id, References.check(present.with(kind, ofKind)));
    }

    /** Only what is wrong with this entry, by paths within it: what was wrong elsewhere before is not its fault. */
    private static List<Problem> ofOne(Kind<?> kind, String id, List<Problem> problems) {
        String prefix = kind.name() + "[" + id + "].";
        return problems.stream()
                .filter(problem -> problem.path().startsWith(prefix))
                .map(problem ->
                        new Problem(problem.path().substring(prefix.length()), problem.value(), problem.expected()))
                .toList();
    }

    private static ObjectNode object(String text) throws InvalidCatalogException {
        try {
            JsonNode tree = JSON.readTree(text);
            if (tree instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException malformed) {
            JsonLocation location = malformed.getLocation();
            String where = location == null ? "body" : "line " + location.getLineNr();
            // The parser's own message may quote what stands there, which may be a secret.
            throw new InvalidCatalogException(
                    List.of(new Problem(where, "malformed", "well-formed JSON, each key once")));
        }
        throw new InvalidCatalogException(List.of(new Problem("body", "no object", "a JSON object")));
    }
}
