package dev.ricochet.attribution.match;

import dev.ricochet.attribution.clickstore.ClickStore;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.serde.RecordDecoder;
import dev.ricochet.schemas.serde.RecordFormatException;
import java.time.Instant;

/** Looks clicks up in the click store and decodes what it finds. */
final class StoredClicks implements ClickFinder {

    private final ClickStore store;
    private final RecordDecoder<Click> decoder;

    StoredClicks(ClickStore store, RecordDecoder<Click> decoder) {
        this.store = store;
        this.decoder = decoder;
    }

    @Override
    public Answer find(String clickId) {
        byte[] framed = store.find(clickId);
        if (framed == null) {
            return new Answer.Absent();
        }
        try {
            return new Answer.Found(decoder.decode(framed));
        } catch (RecordFormatException broken) {
            return new Answer.Unreadable("the click cannot be read: " + broken.getMessage());
        }
    }

    @Override
    public Instant keptSince() {
        return Instant.ofEpochMilli(store.oldestMillis());
    }
}
