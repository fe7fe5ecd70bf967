package dev.ricochet.kit.catalog.form;

/** One thing wrong with a catalog file: where, what was written there, and what was expected instead. */
public record Problem(String path, String value, String expected) {
    @Override
    public String toString() {
        return path + ": " + value + "; expected " + expected;
    }
}
