package dev.ricochet.schemas.click;

import java.time.Instant;

/** What a click id turns out to be. */
public sealed interface Verdict {

    /** Minted by the holder of a key that is still accepted, at this time. */
    record Genuine(Instant at, int keyId) implements Verdict {}

    /** Not in the form of a click id at all: cut off, changed in transit, or of another system. */
    record Malformed(String detail) implements Verdict {}

    /** In the right form, but not signed by a key that is accepted. */
    record Forged(String detail) implements Verdict {}
}
