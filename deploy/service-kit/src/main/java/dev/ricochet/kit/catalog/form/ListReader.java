package dev.ricochet.kit.catalog.form;

import static dev.ricochet.kit.catalog.form.Node.quoted;

import dev.ricochet.schemas.catalog.ListKind;
import dev.ricochet.schemas.catalog.ValueList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists out of a catalog file. */
final class ListReader {
    private ListReader() {}

    static ValueList list(Node node) {
        String id = node.id();
        String name = node.optionalText("name");
        if (!node.has("kind")) {
            node.report("kind", "missing", "one of addresses, agents, sources, subs, countries");
        }
        ListKind kind = node.oneOf("kind", ListKind.class, ListKind.SOURCES);
        return ValueList.newBuilder()
                .setId(id)
                .setVersion(0)
                .setEffectiveFrom(EffectiveFrom.read(node))
                .setName(name)
                .setKind(kind)
                .setEntries(entries(node, kind))
                .build();
    }

    private static List<String> entries(Node node, ListKind kind) {
        List<String> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int index = 0;
        for (String entry : node.texts("entries")) {
            String at = "entries[" + index++ + "]";
            String expected = expectation(kind, entry);
            if (expected != null) {
                node.report(at, quoted(entry), expected);
            } else if (!seen.add(entry)) {
                node.report(at, quoted(entry) + " twice", "each entry once");
            }
            entries.add(entry);
        }
        return entries;
    }

    private static @Nullable String expectation(ListKind kind, String entry) {
        return switch (kind) {
            case ADDRESSES -> AddressBlock.isOne(entry) ? null : AddressBlock.EXPECTED;
            case COUNTRIES -> Matching.isCountry(entry) ? null : Matching.COUNTRY_EXPECTED;
            case SOURCES, SUBS -> Matching.isPattern(entry) ? null : Matching.PATTERN_EXPECTED;
            case AGENTS, UNKNOWN -> entry.isBlank() ? "a text" : null;
        };
    }
}
