package dev.ricochet.attribution.match;

import dev.ricochet.attribution.clickstore.ClickKey;
import dev.ricochet.attribution.clickstore.ClickStore;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.serde.RecordDecoder;
import dev.ricochet.schemas.serde.RecordFormatException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Looks clicks up in the click store and decodes what it finds. */
final class StoredClicks implements ClickFinder {

    /** Impressions are many, and a click among them must be found. */
    private static final int NEWEST_VISITS = 200;

    /** More than one, since others may share the visitor's tag. */
    private static final int OLDEST_VISITS = 4;

    private final ClickStore store;
    private final ClickIds clickIds;
    private final RecordDecoder<Click> decoder;

    StoredClicks(ClickStore store, ClickIds clickIds, RecordDecoder<Click> decoder) {
        this.store = store;
        this.clickIds = clickIds;
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
    public List<Click> visits(Click upTo, Instant since) {
        String visitorId = upTo.getVisitorId();
        List<Click> visits = new ArrayList<>();
        if (visitorId != null) {
            for (ClickKey key :
                    store.visits(ClickKey.of(upTo.getClickId()), since.toEpochMilli(), NEWEST_VISITS, OLDEST_VISITS)) {
                String clickId = clickIds.complete(key.toBytes());
                if (clickId != null
                        && find(clickId) instanceof Answer.Found found
                        && visitorId.equals(found.click().getVisitorId())
                        && upTo.getOfferId().equals(found.click().getOfferId())) {
                    visits.add(found.click());
                }
            }
        }
        return visits.isEmpty() ? List.of(upTo) : visits;
    }

    @Override
    public boolean isComplete() {
        return !store.isRebuilding();
    }

    @Override
    public Instant keptSince() {
        return Instant.ofEpochMilli(store.oldestMillis());
    }
}
