package dev.ricochet.local.reconcile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All faults counted, and all named, but for what would no longer fit anywhere. */
final class Faults {
    /** Of each kind; a fault takes some 200 bytes. */
    static final int NAMED = 100_000;

    private final Map<FaultKind, Long> counts = new EnumMap<>(FaultKind.class);
    private final List<Fault> named = new ArrayList<>();

    void add(FaultKind kind, String id, String detail) {
        if (counts.merge(kind, 1L, Long::sum) <= NAMED) {
            named.add(new Fault(kind, id, detail));
        }
    }

    Map<FaultKind, Long> counts() {
        return Collections.unmodifiableMap(counts);
    }

    List<Fault> named() {
        return List.copyOf(named);
    }
}
