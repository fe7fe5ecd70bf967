package dev.ricochet.attribution;

/** What a worker does. */
enum Role {
    /** Finds the click of each postback. Holds the clicks: much state, scales with clicks. */
    MATCH,
    /** Decides the money. Holds the conversions: little state, scales with postbacks. */
    SETTLE,
    /** Counts, judges affiliates, answers what became of receipts and conversions. Middling state, scales with clicks. */
    STATS
}
