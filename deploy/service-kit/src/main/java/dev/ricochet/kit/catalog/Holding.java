package dev.ricochet.kit.catalog;

import java.util.Map;

/**
 * What a catalog knows of one kind of entries.
 *
 * @param timelines every known version of each, in the order of the ids; must not change
 * @param view what it shows of them
 */
record Holding<V>(Map<String, Timeline<V>> timelines, View<V> view) {}
