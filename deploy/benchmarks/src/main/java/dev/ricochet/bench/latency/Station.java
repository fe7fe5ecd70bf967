package dev.ricochet.bench.latency;

import org.jspecify.annotations.Nullable;

/** Where a postback is seen on its way, in their order; the text names the hop that ends there. */
enum Station {
    RECEIVED("received", null),
    POSTBACKS("gateway to postbacks", RECEIVED),
    MATCHED("match", POSTBACKS),
    CONVERSIONS("settle", MATCHED),
    DUE("planner", CONVERSIONS),
    AFFILIATE("dispatcher and request", DUE);

    private final String hop;
    private final @Nullable Station before;

    Station(String hop, @Nullable Station before) {
        this.hop = hop;
        this.before = before;
    }

    String hop() {
        return hop;
    }

    /** Where the hop begins; null for the first. */
    @Nullable Station before() {
        return before;
    }
}
