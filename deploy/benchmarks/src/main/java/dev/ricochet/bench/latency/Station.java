package dev.ricochet.bench.latency;

/** Where a postback is seen on its way, in their order; the text names the hop that ends there. */
enum Station {
    RECEIVED("received"),
    POSTBACKS("gateway to postbacks"),
    MATCHED("match"),
    CONVERSIONS("settle"),
    DUE("planner"),
    AFFILIATE("dispatcher and request");

    private final String hop;

    Station(String hop) {
        this.hop = hop;
    }

    String hop() {
        return hop;
    }

    Station before() {
        return values()[ordinal() - 1];
    }
}
