package dev.ricochet.attribution.stats.store;

import dev.ricochet.schemas.state.StatsCounts;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The affiliates of a store that is keyed {@linkplain HourBytes by affiliate}, one after the other. */
public final class AffiliatesInOrder {

    private AffiliatesInOrder() {}

    /** The one behind this one, whose hours are skipped; null behind the last. Null means the first. */
    public static @Nullable String after(@Nullable String affiliate, ReadOnlyKeyValueStore<Bytes, StatsCounts> hours) {
        try (KeyValueIterator<Bytes, StatsCounts> following =
                hours.range(affiliate == null ? null : HourBytes.behind(affiliate), null)) {
            return following.hasNext()
                    ? HourBytes.readByAffiliate(following.peekNextKey()).affiliateId()
                    : null;
        }
    }
}
