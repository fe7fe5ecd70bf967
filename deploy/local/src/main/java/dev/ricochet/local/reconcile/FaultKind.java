package dev.ricochet.local.reconcile;

import java.util.Locale;

/** What can be wrong with the books. */
public enum FaultKind {
    /** A postback older than the longest hold that has no outcome. */
    MISSING_OUTCOME("accepted, but without an outcome"),
    /** An outcome of a receipt that was never received. */
    SURPLUS_OUTCOME("has an outcome, but was never received"),
    /** Two different outcomes for one receipt. */
    CONFLICTING_OUTCOMES("has two different outcomes"),
    /** An outcome that says it made a version that is not there. */
    MISSING_CONVERSION("outcome names a conversion version that does not exist"),
    /** A version that no outcome speaks of. */
    UNEXPLAINED_CONVERSION("conversion version that no outcome explains"),
    /** A conversion whose versions are not 1, 2, 3 … */
    VERSION_GAP("conversion with a missing version"),
    /** One version of a conversion, two contents. */
    CONFLICTING_VERSIONS("conversion with two different records of one version"),
    /** An attempt at a delivery that was never due. */
    ATTEMPT_WITHOUT_DELIVERY("attempted, but never due"),
    /** A dead letter of a delivery that was never due. */
    DEAD_LETTER_WITHOUT_DELIVERY("given up, but never due"),
    /** Delivered and given up. */
    DELIVERED_AND_GIVEN_UP("delivered and given up"),
    /** Neither delivered nor given up, although the last retry is long over. */
    LOST_DELIVERY("neither delivered nor given up in time"),
    /** A change that an endpoint wants to hear of, and no delivery. */
    UNTOLD_CHANGE("conversion version with no delivery to an endpoint that wants it"),
    /** A record that is no record of its topic: what it says stands in none of the books. */
    UNREADABLE_RECORD("cannot be read, so it stands in none of the books");

    private final String meaning;

    FaultKind(String meaning) {
        this.meaning = meaning;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String meaning() {
        return meaning;
    }
}
