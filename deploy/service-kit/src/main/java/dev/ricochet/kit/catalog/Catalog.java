package dev.ricochet.kit.catalog;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableList;

import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.ExchangeRates;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.Tier;
import dev.ricochet.schemas.catalog.ValueList;
import dev.ricochet.schemas.event.AffiliateTier;
import dev.ricochet.schemas.event.ConversionRate;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * All entries at one moment, and what is known of other moments. Immutable; collections are in the order of the ids.
 *
 * <p>{@link CatalogReader#current} shows what is in force now. {@link #at} shows what is in force at another time, for
 * decisions about what happened then; {@link #newest} what was written last, for those who change it.
 */
public final class Catalog {
    /** What it is made of. */
    static final List<Topic<?>> TOPICS = List.of(
            Topics.ADVERTISERS,
            Topics.AFFILIATES,
            Topics.OFFERS,
            Topics.ENDPOINTS,
            Topics.LISTS,
            Topics.RATES,
            Topics.TIERS,
            Topics.AFFILIATE_TIERS,
            Topics.CONVERSION_RATES);

    /** Nothing at all. */
    public static final Catalog EMPTY = new CatalogBuilder().build();

    private final Map<String, Holding<?>> holdings;
    /** What is shown of a holding, picked when asked for: a decision looks at few of them. */
    private final Function<Holding<?>, View<?>> shown;

    private volatile @Nullable Map<String, List<Endpoint>> endpointsByAffiliate;

    /** @param holdings by topic, each of {@link #TOPICS}; must not change */
    Catalog(Map<String, Holding<?>> holdings) {
        this(holdings, Holding::view);
    }

    private Catalog(Map<String, Holding<?>> holdings, Function<Holding<?>, View<?>> shown) {
        this.holdings = holdings;
        this.shown = shown;
    }

    /** One version of each entry, in force at any time. */
    public static Catalog of(
            Collection<Advertiser> advertisers,
            Collection<Affiliate> affiliates,
            Collection<Offer> offers,
            Collection<Endpoint> endpoints) {
        CatalogBuilder catalog = new CatalogBuilder();
        advertisers.forEach(entry -> catalog.with(Topics.ADVERTISERS, entry));
        affiliates.forEach(entry -> catalog.with(Topics.AFFILIATES, entry));
        offers.forEach(entry -> catalog.with(Topics.OFFERS, entry));
        endpoints.forEach(entry -> catalog.with(Topics.ENDPOINTS, entry));
        return catalog.build();
    }

    /**
     * What is in force at that time, as far as this catalog knows: of each entry the version written last among those that had
     * taken effect, before its first version the first. Cheap enough for each decision.
     */
    public Catalog at(Instant when) {
        return new Catalog(holdings, holding -> View.at(holding.timelines(), when));
    }

    /** What was written last of each entry, though it may be planned for later. */
    public Catalog newest() {
        return new Catalog(holdings, holding -> View.newest(holding.timelines()));
    }

    public @Nullable Advertiser advertiser(String id) {
        return view(Topics.ADVERTISERS).get(id);
    }

    public @Nullable Affiliate affiliate(String id) {
        return view(Topics.AFFILIATES).get(id);
    }

    public @Nullable Offer offer(String id) {
        return view(Topics.OFFERS).get(id);
    }

    public @Nullable Endpoint endpoint(String id) {
        return view(Topics.ENDPOINTS).get(id);
    }

    public @Nullable ValueList list(String id) {
        return view(Topics.LISTS).get(id);
    }

    /** What one currency is worth in another; null where the catalog does not say. */
    public @Nullable ExchangeRates rates(String fromCurrency, String toCurrency) {
        return view(Topics.RATES).get(fromCurrency + "-" + toCurrency);
    }

    public @Nullable ExchangeRates rates(String id) {
        return view(Topics.RATES).get(id);
    }

    public @Nullable Tier tier(String id) {
        return view(Topics.TIERS).get(id);
    }

    /** The quality tier on which the affiliate stands; null where it stands on none. */
    public @Nullable String tierOf(String affiliateId) {
        AffiliateTier standing = affiliateTier(affiliateId);
        return standing == null ? null : standing.getTier();
    }

    /** The affiliate's newest change of tier; null where there was none. */
    public @Nullable AffiliateTier affiliateTier(String affiliateId) {
        return view(Topics.AFFILIATE_TIERS).get(affiliateId);
    }

    /** How the affiliate's conversion rate stands to a fraud rule of the offer; null where that was never computed. */
    public @Nullable ConversionRate conversionRate(String affiliateId, String offerId, String ruleId) {
        return view(Topics.CONVERSION_RATES).get(affiliateId + "|" + offerId + "|" + ruleId);
    }

    public Collection<Advertiser> advertisers() {
        return view(Topics.ADVERTISERS).all();
    }

    public Collection<Affiliate> affiliates() {
        return view(Topics.AFFILIATES).all();
    }

    public Collection<Offer> offers() {
        return view(Topics.OFFERS).all();
    }

    public Collection<Endpoint> endpoints() {
        return view(Topics.ENDPOINTS).all();
    }

    public Collection<ValueList> lists() {
        return view(Topics.LISTS).all();
    }

    public Collection<ExchangeRates> rates() {
        return view(Topics.RATES).all();
    }

    public Collection<Tier> tiers() {
        return view(Topics.TIERS).all();
    }

    public Collection<AffiliateTier> affiliateTiers() {
        return view(Topics.AFFILIATE_TIERS).all();
    }

    /** The entries of one of the catalog's topics. */
    public <V extends SpecificRecord> Collection<V> all(Topic<V> topic) {
        return view(topic).all();
    }

    /** In any status, in the order of their ids; empty for an affiliate that has none. */
    public List<Endpoint> endpointsOf(String affiliateId) {
        Map<String, List<Endpoint>> grouped = endpointsByAffiliate;
        if (grouped == null) {
            // Whoever comes second groups them again, and gets the same.
            grouped = endpoints().stream().collect(groupingBy(Endpoint::getAffiliateId, toUnmodifiableList()));
            endpointsByAffiliate = grouped;
        }
        return grouped.getOrDefault(affiliateId, List.of());
    }

    @SuppressWarnings("unchecked") // A topic's holding is of its type: CatalogBuilder and CatalogTables put it there.
    private <V extends SpecificRecord> View<V> view(Topic<V> topic) {
        Holding<?> holding = Objects.requireNonNull(holdings.get(topic.name()), topic.name());
        return (View<V>) shown.apply(holding);
    }
}
