package dev.ricochet.gateway.admin;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.catalog.form.Kind;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.ExchangeRates;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.Tier;
import dev.ricochet.schemas.catalog.ValueList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Where the catalog in memory holds the entries of one kind. */
record Shelf<V extends SpecificRecord>(
        Kind<V> kind, Function<V, String> id, Finder<V> finder, Function<Catalog, Collection<V>> all) {
    static final Shelf<Advertiser> ADVERTISERS =
            new Shelf<>(Kind.ADVERTISERS, Advertiser::getId, Catalog::advertiser, Catalog::advertisers);
    static final Shelf<Affiliate> AFFILIATES =
            new Shelf<>(Kind.AFFILIATES, Affiliate::getId, Catalog::affiliate, Catalog::affiliates);
    static final Shelf<Offer> OFFERS = new Shelf<>(Kind.OFFERS, Offer::getId, Catalog::offer, Catalog::offers);
    static final Shelf<Endpoint> ENDPOINTS =
            new Shelf<>(Kind.ENDPOINTS, Endpoint::getId, Catalog::endpoint, Catalog::endpoints);
    static final Shelf<ValueList> LISTS = new Shelf<>(Kind.LISTS, ValueList::getId, Catalog::list, Catalog::lists);
    static final Shelf<ExchangeRates> RATES =
            new Shelf<>(Kind.RATES, ExchangeRates::getId, Catalog::rates, Catalog::rates);
    static final Shelf<Tier> TIERS = new Shelf<>(Kind.TIERS, Tier::getId, Catalog::tier, Catalog::tiers);

    static final List<Shelf<?>> ALL = List.of(ADVERTISERS, AFFILIATES, OFFERS, ENDPOINTS, LISTS, RATES, TIERS);

    /** Finds an entry by its id. */
    interface Finder<V> {
        @Nullable V find(Catalog catalog, String id);
    }

    @Nullable V find(Catalog catalog, String id) {
        return finder.find(catalog, id);
    }

    int version(V entry) {
        return kind.version().applyAsInt(entry);
    }
}
