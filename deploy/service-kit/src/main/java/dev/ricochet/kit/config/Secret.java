package dev.ricochet.kit.config;

/** A value that must not be seen: whoever prints it gets stars. */
public record Secret(String value) {
    static final String MASK = "****";

    @Override
    public String toString() {
        return MASK;
    }
}
