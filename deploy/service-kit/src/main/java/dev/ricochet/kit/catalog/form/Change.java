package dev.ricochet.kit.catalog.form;

/** What applying a file does to one entry. */
public sealed interface Change<V> {
    String id();

    record Created<V>(String id, V entry) implements Change<V> {}

    record Changed<V>(String id, V entry) implements Change<V> {}

    record Same<V>(String id) implements Change<V> {}

    record Removed<V>(String id) implements Change<V> {}
}
