package dev.ricochet.attribution.settle.topology;

/**
 * The nodes behind a processor of the second hop, one for each kind of record that it makes. A processor names the one that it
 * means: what is forwarded without a name goes to all of them, and none takes what is not of its kind.
 */
record Outlets(String outcomes, String conversions, String capEvents) {

    static final Outlets OF_POSTBACKS = new Outlets("postback-outcomes", "postback-conversions", "postback-cap-events");

    static final Outlets OF_DECISIONS = new Outlets("decision-outcomes", "decision-conversions", "decision-cap-events");

    /** The nodes behind the first hop. */
    static final String NAMED_POSTBACKS = "named-postbacks";

    static final String NAMING_OUTCOMES = "naming-outcomes";
}
