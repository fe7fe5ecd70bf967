package dev.ricochet.attribution.stats.topology;

import dev.ricochet.attribution.stats.click.SeenClick;
import dev.ricochet.attribution.stats.hourly.Change;

/** What one record adds to the counts of its partition. */
sealed interface Counted {

    record OfClick(SeenClick click) implements Counted {}

    record OfResult(Change change) implements Counted {}
}
