package dev.ricochet.kit.catalog.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricochet.kit.json.AvroJson;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.ExchangeRates;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.Tier;
import dev.ricochet.schemas.catalog.ValueList;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.avro.specific.SpecificRecord;

/** One of the kinds of entries that people write: how a file calls it, its topic, and how its versions are counted. */
public record Kind<V extends SpecificRecord>(
        String name,
        Topic<V> topic,
        Function<V, String> id,
        ToIntFunction<V> version,
        Function<V, Instant> effectiveFrom,
        Stamp<V> stamp) {

    public static final Kind<Advertiser> ADVERTISERS = new Kind<>(
            "advertisers",
            Topics.ADVERTISERS,
            Advertiser::getId,
            Advertiser::getVersion,
            Advertiser::getEffectiveFrom,
            (entry, version, from) -> Advertiser.newBuilder(entry)
                    .setVersion(version)
                    .setEffectiveFrom(from)
                    .build());
    public static final Kind<Affiliate> AFFILIATES = new Kind<>(
            "affiliates",
            Topics.AFFILIATES,
            Affiliate::getId,
            Affiliate::getVersion,
            Affiliate::getEffectiveFrom,
            (entry, version, from) -> Affiliate.newBuilder(entry)
                    .setVersion(version)
                    .setEffectiveFrom(from)
                    .build());
    public static final Kind<Offer> OFFERS = new Kind<>(
            "offers",
            Topics.OFFERS,
            Offer::getId,
            Offer::getVersion,
            Offer::getEffectiveFrom,
            (entry, version, from) -> Offer.newBuilder(entry)
                    .setVersion(version)
                    .setEffectiveFrom(from)
                    .build());
    public static final Kind<Endpoint> ENDPOINTS = new Kind<>(
            "endpoints",
            Topics.ENDPOINTS,
            Endpoint::getId,
            Endpoint::getVersion,
            Endpoint::getEffectiveFrom,
            (entry, version, from) -> Endpoint.newBuilder(entry)
                    .setVersion(version)
                    .setEffectiveFrom(from)
                    .build());
    public static final Kind<ValueList> LISTS = new Kind<>(
            "lists",
            Topics.LISTS,
            ValueList::getId,
            ValueList::getVersion,
            ValueList::getEffectiveFrom,
            (entry, version, from) -> ValueList.newBuilder(entry)
                    .setVersion(version)
                    .setEffectiveFrom(from)
                    .build());
    public static final Kind<ExchangeRates> RATES = new Kind<>(
            "rates",
            Topics.RATES,
            ExchangeRates::getId,
            ExchangeRates::getVersion,
            ExchangeRates::getEffectiveFrom,
            (entry, version, from) -> ExchangeRates.newBuilder(entry)
                    .setVersion(version)
                    .setEffectiveFrom(from)
                    .build());
    public static final Kind<Tier> TIERS = new Kind<>(
            "tiers",
            Topics.TIERS,
            Tier::getId,
            Tier::getVersion,
            Tier::getEffectiveFrom,
            (entry, version, from) -> Tier.newBuilder(entry)
                    .setVersion(version)
                    .setEffectiveFrom(from)
                    .build());

    /** In the order in which they are written: what is referred to comes before what refers to it. */
    public static final List<Kind<?>> ALL = List.of(ADVERTISERS, AFFILIATES, TIERS, LISTS, RATES, OFFERS, ENDPOINTS);

    /**
     * Whether nothing is to be written: the entry says what the known one says, and would hold since then.
     *
     * @param wanted its effective_from is what was asked for
     * @param known what was written last
     */
    public boolean isSame(V wanted, V known, Instant now) {
        return said(wanted).equals(said(known))
                && !EffectiveFrom.differs(effectiveFrom.apply(wanted), effectiveFrom.apply(known), now);
    }

    /** Compared as JSON: Avro's own equality does not know decimals inside of nested records. */
    private static ObjectNode said(SpecificRecord entry) {
        return AvroJson.of(entry).without(List.of("version", EffectiveFrom.KEY));
    }

    /** Gives an entry its version and the time since when it holds. */
    public interface Stamp<V> {
        V stamped(V entry, int version, Instant from);
    }
}
