package dev.ricochet.attribution.stats.topology;

import dev.ricochet.attribution.stats.store.HourBytes;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Deletes old hours from stores whose keys begin with the hour: what is over lies in front. */
final class OldHours {

    private static final int BATCH = 500;

    private OldHours() {}

    static <V> void drop(KeyValueStore<Bytes, V> store, long before) {
        List<Bytes> gone = new ArrayList<>();
        try (KeyValueIterator<Bytes, V> old = store.range(null, HourBytes.ofHour(before))) {
            while (old.hasNext() && gone.size() < BATCH) {
                gone.add(old.next().key);
            }
        }
        gone.forEach(store::delete);
    }
}
