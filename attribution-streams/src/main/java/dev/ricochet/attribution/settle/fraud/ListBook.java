package dev.ricochet.attribution.settle.fraud;

import dev.ricochet.schemas.catalog.ValueList;
import java.util.HashMap;
import java.util.Map;

/** Lists ready to be looked in: a list of thousands of address blocks is read once, not for each conversion. */
public final class ListBook {

    private final Map<String, Opened> opened = new HashMap<>();

    private record Opened(ValueList list, Listing listing) {}

    @SuppressWarnings("ReferenceEquality") // the catalog hands out the same object until the list changes
    Listing open(ValueList list) {
        Opened known = opened.get(list.getId());
        if (known == null || known.list() != list) {
            known = new Opened(list, Listing.of(list));
            opened.put(list.getId(), known);
        }
        return known.listing();
    }
}
