package dev.ricochet.local.catalog;

import dev.ricochet.kit.catalog.form.CatalogPlan;
import dev.ricochet.kit.catalog.form.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What applying a file did, per kind of entries. */
public record CatalogReport(List<Line> lines) {

    /** The ids of one kind of entries by what was done with them. */
    public record Line(
            String kind, List<String> created, List<String> changed, List<String> same, List<String> removed) {

        /** Neither the file nor, where it prunes, the catalog has any of the kind. */
        boolean isEmpty() {
            return created.isEmpty() && changed.isEmpty() && same.isEmpty() && removed.isEmpty();
        }
    }

    static CatalogReport of(CatalogPlan plan) {
        return new CatalogReport(plan.kinds().stream().map(CatalogReport::line).collect(Collectors.toList()));
    }

    private static Line line(CatalogPlan.KindPlan<?> plan) {
        Line line = new Line(
                plan.kind().name(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Change<?> change : plan.changes()) {
            if (change instanceof Change.Created<?>) {
                line.created.add(change.id());
            } else if (change instanceof Change.Changed<?>) {
                line.changed.add(change.id());
            } else if (change instanceof Change.Same<?>) {
                line.same.add(change.id());
            } else {
                line.removed.add(change.id());
            }
        }
        return line;
    }

    /** For people: one line a kind that it is about, with the ids of what is not the same as before. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            if (line.isEmpty()) {
                continue;
            }
            text.append(String.format(
                    Locale.ROOT,
                    "%-12s %3d created %3d changed %3d same %3d removed%s%n",
                    line.kind,
                    line.created.size(),
                    line.changed.size(),
                    line.same.size(),
                    line.removed.size(),
                    named(line)));
        }
        return text.toString();
    }

    private static String named(Line line) {
        List<String> parts = new ArrayList<>();
        line.created.forEach(id -> parts.add("+" + id));
        line.changed.forEach(id -> parts.add("~" + id));
        line.removed.forEach(id -> parts.add("-" + id));
        return parts.isEmpty() ? "" : "   " + String.join(" ", parts);
    }
}
