package dev.ricochet.kit.health;

/** What one check says. */
public sealed interface Readiness {
    /** All is there that the part needs. */
    record Ready() implements Readiness {}

    /**
     * Something is missing.
     *
     * @param why for the person who looks: what is missing, and what to do where that is known
     */
    record NotReady(String why) implements Readiness {}

    static Readiness ready() {
        return new Ready();
    }

    static Readiness notReady(String why) {
        return new NotReady(why);
    }
}
