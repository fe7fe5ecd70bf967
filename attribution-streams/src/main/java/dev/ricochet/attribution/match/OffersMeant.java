package dev.ricochet.attribution.match;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.event.Postback;
import java.util.stream.Stream;

/** Which offers a postback can mean that no click tells of. */
final class OffersMeant {

    private OffersMeant() {}

    /** The offer that the postback names, if it is the advertiser's; all of the advertiser's where it names none. */
    static Stream<Offer> by(Postback postback, Catalog catalog) {
        String named = postback.getOfferId();
        return catalog.offers().stream()
                .filter(offer -> offer.getAdvertiserId().equals(postback.getAdvertiserId()))
                .filter(offer -> named == null || named.equals(offer.getId()));
    }
}
