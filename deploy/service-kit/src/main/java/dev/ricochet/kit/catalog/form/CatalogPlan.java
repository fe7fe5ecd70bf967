package dev.ricochet.kit.catalog.form;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The difference between a file and the catalog: only what differs gets a new version, in force from now or from the later
 * time that the file asks for.
 */
public record CatalogPlan(List<KindPlan<?>> kinds) {

    public static CatalogPlan of(Entries file, Entries present, Instant now, boolean prune) {
        List<KindPlan<?>> plans = new ArrayList<>();
        Kind.ALL.forEach(kind -> plans.add(KindPlan.of(kind, file, present, now, prune)));
        return new CatalogPlan(plans);
    }

    /** The changes of one kind of entries. */
    public record KindPlan<V extends SpecificRecord>(Kind<V> kind, List<Change<V>> changes) {

        static <V extends SpecificRecord> KindPlan<V> of(
                Kind<V> kind, Entries file, Entries present, Instant now, boolean prune) {
            Map<String, V> wanted = file.of(kind);
            Map<String, V> known = present.of(kind);
            List<Change<V>> changes = new ArrayList<>();
            wanted.forEach((id, entry) -> changes.add(change(kind, id, entry, known.get(id), now)));
            if (prune) {
                known.keySet().stream()
                        .filter(id -> !wanted.containsKey(id))
                        .forEach(id -> changes.add(new Change.Removed<>(id)));
            }
            return new KindPlan<>(kind, changes);
        }

        private static <V extends SpecificRecord> Change<V> change(
                Kind<V> kind, String id, V entry, @Nullable V known, Instant now) {
            Instant from = EffectiveFrom.of(kind.effectiveFrom().apply(entry), now);
            if (known == null) {
                return new Change.Created<>(id, kind.stamp().stamped(entry, 1, from));
            }
            if (kind.isSame(entry, known, now)) {
                return new Change.Same<>(id);
            }
            int next = kind.version().applyAsInt(known) + 1;
            return new Change.Changed<>(id, kind.stamp().stamped(entry, next, from));
        }
    }
}
