package dev.ricochet.attribution.stats.click;

/** As what a click counts. */
public enum ClickSort {
    /** Somebody followed a link. */
    CLICK,
    /** Somebody saw an advertisement. */
    IMPRESSION,
    /** A machine did either. */
    AUTOMATED
}
