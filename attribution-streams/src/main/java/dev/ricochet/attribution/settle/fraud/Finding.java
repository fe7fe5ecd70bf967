package dev.ricochet.attribution.settle.fraud;

import dev.ricochet.schemas.reason.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What one rule finds, before it is asked what it makes of it.
 *
 * @param suspicion null where nothing speaks against the conversion
 * @param observed with its unit; null where what the rule looks at is not known
 * @param threshold with its unit
 */
record Finding(
        @Nullable Reason suspicion,
        @Nullable String observed,
        @Nullable String threshold) {

    static Finding unknown(String threshold) {
        return new Finding(null, null, threshold);
    }

    static Finding of(boolean isSuspicious, Reason suspicion, String observed, String threshold) {
        return new Finding(isSuspicious ? suspicion : null, observed, threshold);
    }
}
