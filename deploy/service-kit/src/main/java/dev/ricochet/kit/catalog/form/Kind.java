package dev.ricochet.kit.catalog.form;

import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.catalog.Affiliate;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.avro.specific.SpecificRecord;

/** One of the four kinds of entries: where it lies in a file, in the topics, and how its versions are counted. */
public record Kind<V extends SpecificRecord>(
        String name, Topic<V> topic, Function<Entries, Map<String, V>> in, ToIntFunction<V> version, Stamp<V> stamp) {

    public static final Kind<Advertiser> ADVERTISERS = new Kind<>(
            "advertisers",
            Topics.ADVERTISERS,
            Entries::advertisers,
            Advertiser::getVersion,
            (entry, version, from) -> Advertiser.newBuilder(entry)
                    .setVersion(version)
                    .setEffectiveFrom(from)
                    .build());
    public static final Kind<Affiliate> AFFILIATES = new Kind<>(
            "affiliates",
            Topics.AFFILIATES,
            Entries::affiliates,
            Affiliate::getVersion,
            (entry, version, from) -> Affiliate.newBuilder(entry)
                    .setVersion(version)
                    .setEffectiveFrom(from)
                    .build());
    public static final Kind<Offer> OFFERS = new Kind<>(
            "offers",
            Topics.OFFERS,
            Entries::offers,
            Offer::getVersion,
            (entry, version, from) -> Offer.newBuilder(entry)
                    .setVersion(version)
                    .setEffectiveFrom(from)
                    .build());
    public static final Kind<Endpoint> ENDPOINTS = new Kind<>(
            "endpoints",
            Topics.ENDPOINTS,
            Entries::endpoints,
            Endpoint::getVersion,
            (entry, version, from) -> Endpoint.newBuilder(entry)
                    .setVersion(version)
                    .setEffectiveFrom(from)
                    .build());

    /** In the order in which they are written: what is referred to comes before what refers to it. */
    public static final List<Kind<?>> ALL = List.of(ADVERTISERS, AFFILIATES, OFFERS, ENDPOINTS);

    /** Gives an entry its version and the time since when it holds. */
    public interface Stamp<V> {
        V stamped(V entry, int version, Instant from);
    }
}
