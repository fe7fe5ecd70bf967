package dev.ricochet.attribution.stats.topology;

import dev.ricochet.attribution.stats.click.SeenClick;
import dev.ricochet.schemas.state.StatsClicks;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Counts clicks in a store, without reading it for each: what has been counted lately is known in memory too. The store
 * is written at each click, into its cache, so that every commit has all that was read.
 */
final class ClickCounts {

    private final KeyValueStore<Bytes, StatsClicks> store;
    private final Map<Bytes, Running> running = new HashMap<>();

    ClickCounts(KeyValueStore<Bytes, StatsClicks> store) {
        this.store = store;
    }

    private static final class Running {
        private long clicks;
        private long automated;
        private long impressions;

        Running(@Nullable StatsClicks before) {
            if (before != null) {
                clicks = before.getClicks();
                automated = before.getAutomated();
                impressions = before.getImpressions();
            }
        }

        StatsClicks plus(SeenClick click) {
            switch (click.sort()) {
                case CLICK -> clicks++;
                case IMPRESSION -> impressions++;
                case AUTOMATED -> automated++;
            }
            return new StatsClicks(clicks, automated, impressions);
        }
    }

    void count(SeenClick click) {
        Running counts = running.computeIfAbsent(click.key(), key -> new Running(store.get(key)));
        store.put(click.key(), counts.plus(click));
    }

    /** Forgets what is known in memory, to bound it. */
    void relax() {
        running.clear();
    }
}
