package dev.ricochet.kit.catalog.form;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.Offer;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Catalog entries by id, in the order in which they were read. */
public record Entries(
        Map<String, Advertiser> advertisers,
        Map<String, Affiliate> affiliates,
        Map<String, Offer> offers,
        Map<String, Endpoint> endpoints) {
    public static final Entries NONE = new Entries(Map.of(), Map.of(), Map.of(), Map.of());

    public Entries {
        advertisers = ordered(advertisers);
        affiliates = ordered(affiliates);
        offers = ordered(offers);
        endpoints = ordered(endpoints);
    }

    /** Everything that a catalog holds. */
    public static Entries of(Catalog catalog) {
        return new Entries(
                byId(catalog.advertisers(), Advertiser::getId),
                byId(catalog.affiliates(), Affiliate::getId),
                byId(catalog.offers(), Offer::getId),
                byId(catalog.endpoints(), Endpoint::getId));
    }

    /** These entries, and those of {@code other} for the ids that these do not have. */
    public Entries over(Entries other) {
        return new Entries(
                merged(other.advertisers, advertisers),
                merged(other.affiliates, affiliates),
                merged(other.offers, offers),
                merged(other.endpoints, endpoints));
    }

    private static <V> Map<String, V> byId(Collection<V> entries, Function<V, String> id) {
        Map<String, V> byId = new LinkedHashMap<>();
        entries.forEach(entry -> byId.put(id.apply(entry), entry));
        return byId;
    }

    private static <V> Map<String, V> merged(Map<String, V> below, Map<String, V> above) {
        Map<String, V> both = new LinkedHashMap<>(below);
        both.putAll(above);
        return both;
    }

    private static <V> Map<String, V> ordered(Map<String, V> entries) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
}
