package dev.ricochet.kit.catalog;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableList;

import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.Offer;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All entries at one moment. Immutable; collections are in the order of the ids. */
public final class Catalog {
    /** Nothing at all. */
    public static final Catalog EMPTY = of(List.of(), List.of(), List.of(), List.of());

    private final Map<String, Advertiser> advertisers;
    private final Map<String, Affiliate> affiliates;
    private final Map<String, Offer> offers;
    private final Map<String, Endpoint> endpoints;
    private final Map<String, List<Endpoint>> endpointsByAffiliate;

    /** The maps must be in the order of their keys, and must not change. */
    Catalog(
            Map<String, Advertiser> advertisers,
            Map<String, Affiliate> affiliates,
            Map<String, Offer> offers,
            Map<String, Endpoint> endpoints) {
        this.advertisers = advertisers;
        this.affiliates = affiliates;
        this.offers = offers;
        this.endpoints = endpoints;
        this.endpointsByAffiliate =
                endpoints.values().stream().collect(groupingBy(Endpoint::getAffiliateId, toUnmodifiableList()));
    }

    public static Catalog of(
            Collection<Advertiser> advertisers,
            Collection<Affiliate> affiliates,
            Collection<Offer> offers,
            Collection<Endpoint> endpoints) {
        return new Catalog(
                byId(advertisers, Advertiser::getId),
                byId(affiliates, Affiliate::getId),
                byId(offers, Offer::getId),
                byId(endpoints, Endpoint::getId));
    }

    public @Nullable Advertiser advertiser(String id) {
        return advertisers.get(id);
    }

    public @Nullable Affiliate affiliate(String id) {
        return affiliates.get(id);
    }

    public @Nullable Offer offer(String id) {
        return offers.get(id);
    }

    public @Nullable Endpoint endpoint(String id) {
        return endpoints.get(id);
    }

    public Collection<Advertiser> advertisers() {
        return advertisers.values();
    }

    public Collection<Affiliate> affiliates() {
        return affiliates.values();
    }

    public Collection<Offer> offers() {
        return offers.values();
    }

    public Collection<Endpoint> endpoints() {
        return endpoints.values();
    }

    /** In any status, in the order of their ids; empty for an affiliate that has none. */
    public List<Endpoint> endpointsOf(String affiliateId) {
        return endpointsByAffiliate.getOrDefault(affiliateId, List.of());
    }

    private static <V> Map<String, V> byId(Collection<V> entries, Function<V, String> id) {
        Map<String, V> sorted = new TreeMap<>();
        entries.forEach(entry -> sorted.put(id.apply(entry), entry));
        return Collections.unmodifiableMap(new LinkedHashMap<>(sorted));
    }
}
