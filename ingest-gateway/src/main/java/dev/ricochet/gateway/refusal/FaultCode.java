package dev.ricochet.gateway.refusal;

import java.util.Locale;

/** What can be wrong with a field. The code is part of the contract, as a refusal's is. */
public enum FaultCode {
    /** A field that must be given and is not. */
    MISSING,
    /** A field that there is not. */
    UNKNOWN_FIELD,
    /** A time before or after what is taken. */
    OUT_OF_RANGE,
    /** Not in the form that the field has. */
    MALFORMED,
    /** More characters than the field takes. */
    TOO_LONG,
    /** A larger number than is taken. */
    TOO_LARGE,
    /** An amount below zero: reversals are a status, not a sign. */
    NEGATIVE,
    /** More decimals than the currency has. */
    TOO_MANY_DECIMALS,
    /** None of the values that the field can have. */
    UNKNOWN_VALUE,
    /** A placeholder that the sender's system should have filled. */
    UNEXPANDED_MACRO,
    /** A character that cannot be printed. */
    CONTROL_CHARACTER,
    /** Escapes that are broken, or text that is not UTF-8. */
    BAD_ENCODING,
    /** Given more than once, with different values. */
    CONFLICTING,
    /** A time that has not come yet, by more than clocks differ. */
    IN_FUTURE,
    /** More parameters than a request may have. */
    TOO_MANY;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The code on the wire, for instance {@code unexpanded_macro}. */
    public String code() {
        return code;
    }
}
