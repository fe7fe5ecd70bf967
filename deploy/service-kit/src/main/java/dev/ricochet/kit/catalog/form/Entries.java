package dev.ricochet.kit.catalog.form;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.ExchangeRates;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.Tier;
import dev.ricochet.schemas.catalog.ValueList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Catalog entries by kind and id, in the order in which they were read. Immutable. */
public final class Entries {
    public static final Entries NONE = new Entries(Map.of());

    private final Map<String, Map<String, ?>> byKind;

    private Entries(Map<String, Map<String, ?>> byKind) {
        this.byKind = byKind;
    }

    public Entries(
            Map<String, Advertiser> advertisers,
            Map<String, Affiliate> affiliates,
            Map<String, Offer> offers,
            Map<String, Endpoint> endpoints) {
        this(NONE.with(Kind.ADVERTISERS, advertisers)
                .with(Kind.AFFILIATES, affiliates)
                .with(Kind.OFFERS, offers)
                .with(Kind.ENDPOINTS, endpoints)
                .byKind);
    }

    /** Everything that a catalog shows. */
    public static Entries of(Catalog catalog) {
        Entries entries = NONE;
        for (Kind<?> kind : Kind.ALL) {
            entries = entries.withAll(kind, catalog);
        }
        return entries;
    }

    /** These entries, with those of one kind in the place of its own. */
    public <V extends SpecificRecord> Entries with(Kind<V> kind, Map<String, V> entries) {
        Map<String, Map<String, ?>> other = new HashMap<>(byKind);
        other.put(kind.name(), Collections.unmodifiableMap(new LinkedHashMap<>(entries)));
        return new Entries(other);
    }

    /** These entries, and those of {@code other} for the ids that these do not have. */
    public Entries over(Entries other) {
        Entries merged = this;
        for (Kind<?> kind : Kind.ALL) {
            merged = merged.withBelow(kind, other);
        }
        return merged;
    }

    @SuppressWarnings("unchecked") // Only `with` puts a kind's entries in, and they are of its type.
    public <V extends SpecificRecord> Map<String, V> of(Kind<V> kind) {
        return (Map<String, V>) byKind.getOrDefault(kind.name(), Map.of());
    }

    public Map<String, Advertiser> advertisers() {
        return of(Kind.ADVERTISERS);
    }

    public Map<String, Affiliate> affiliates() {
        return of(Kind.AFFILIATES);
    }

    public Map<String, Offer> offers() {
        return of(Kind.OFFERS);
    }

    public Map<String, Endpoint> endpoints() {
        return of(Kind.ENDPOINTS);
    }

    public Map<String, ValueList> lists() {
        return of(Kind.LISTS);
    }

    public Map<String, ExchangeRates> rates() {
        return of(Kind.RATES);
    }

    public Map<String, Tier> tiers() {
        return of(Kind.TIERS);
    }

    private <V extends SpecificRecord> Entries withAll(Kind<V> kind, Catalog catalog) {
        Map<String, V> byId = new LinkedHashMap<>();
        catalog.all(kind.topic()).forEach(entry -> byId.put(kind.id().apply(entry), entry));
        return with(kind, byId);
    }

    private <V extends SpecificRecord> Entries withBelow(Kind<V> kind, Entries below) {
        Map<String, V> both = new LinkedHashMap<>(below.of(kind));
        both.putAll(of(kind));
        return with(kind, both);
    }
}
