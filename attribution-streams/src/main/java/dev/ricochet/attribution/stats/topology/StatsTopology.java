package dev.ricochet.attribution.stats.topology;

import dev.ricochet.attribution.stats.StatsMeters;
import dev.ricochet.attribution.stats.StatsSettings;
import dev.ricochet.attribution.stats.click.ClickSight;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.serde.StateSerde;
import dev.ricochet.schemas.state.StatsPart;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * The way of what is counted, in the order in which it flows.
 *
 * <pre>{@code
 * ricochet.clicks.v1 ───────────────────────────────────────┐
 * ricochet.conversions.v1 ───────▶ follow-conversions ──────┼─▶ count, by partition ──▶ stats-by-affiliate
 *                                   [history, conversions]  │    [clicks, results]         (internal)
 * ricochet.postback-outcomes.v1 ─▶ follow-outcomes ─────────┘                                  │
 *                                   [receipts]                                                 ▼
 *                                        ricochet.stats-hourly.v1 ◀── sum, by affiliate [parts, hours]
 *                                   ricochet.affiliate-tiers.v1 ◀── judge-tiers, once a day [hours, tiers]
 *                                  ricochet.conversion-rates.v1 ◀── judge-rates, once an hour [hours, rates]
 * }</pre>
 */
public final class StatsTopology {

    private static final String SUMS = "stats-by-affiliate";

    /** How the name of the internal topic ends by which sums are partitioned. */
    public static final String SUMS_TOPIC = SUMS + "-repartition";

    private final RecordSerdes records;
    private final Parts parts;

    /**
     * What the processors work with.
     *
     * @param catalog the newest catalog at each call
     * @param caughtUp whether conversions are counted as they come; tiers and rates are not computed before
     */
    public record Parts(
            StatsSettings settings, StatsMeters meters, Supplier<Catalog> catalog, BooleanSupplier caughtUp) {}

    public StatsTopology(RecordSerdes records, Parts parts) {
        this.records = records;
        this.parts = parts;
    }

    public Topology build() {
        StreamsBuilder streams = new StreamsBuilder();
        StatsStore.ALL.forEach(store -> streams.addStateStore(store.builder()));

        KStream<String, Counted> clicks = streams.stream(
                Topics.CLICKS.name(), Consumed.with(Serdes.String(), clicks()).withName("clicks"));
        KStream<String, Conversion> conversions = read(streams, Topics.CONVERSIONS, "conversions");
        KStream<String, PostbackOutcome> outcomes = read(streams, Topics.POSTBACK_OUTCOMES, "outcomes");

        KStream<String, Counted> ofConversions = conversions.process(
                () -> new ConversionProcessor(parts),
                Named.as("follow-conversions"),
                StatsStore.CONVERSIONS.name(),
                StatsStore.HISTORY.name());
        KStream<String, Counted> ofOutcomes = outcomes.process(
                () -> new OutcomeProcessor(parts), Named.as("follow-outcomes"), StatsStore.RECEIPTS.name());

        KStream<String, StatsPart> counts = clicks.merge(ofConversions, Named.as("clicks-and-conversions"))
                .merge(ofOutcomes, Named.as("all-counted"))
                .process(
                        () -> new CountProcessor(parts),
                        Named.as("count"),
                        StatsStore.CLICKS.name(),
                        StatsStore.RESULTS.name(),
                        StatsStore.UNSENT_PARTS.name());
        KStream<String, StatsPart> byAffiliate = counts.repartition(Repartitioned.<String, StatsPart>as(SUMS)
                .withKeySerde(Serdes.String())
                .withValueSerde(StateSerde.of(StatsPart.class)));

        byAffiliate
                .process(
                        () -> new SumProcessor(parts),
                        Named.as("sum"),
                        StatsStore.PARTS.name(),
                        StatsStore.HOURS.name(),
                        StatsStore.UNSENT_HOURS.name())
                .to(
                        Topics.STATS_HOURLY.name(),
                        Produced.with(Serdes.String(), records.of(Topics.STATS_HOURLY))
                                .withName("stats-hourly"));
        byAffiliate
                .process(
                        () -> new TierProcessor(parts),
                        Named.as("judge-tiers"),
                        StatsStore.HOURS.name(),
                        StatsStore.TIERS.name(),
                        StatsStore.TIER_RUN.name())
                .to(
                        Topics.AFFILIATE_TIERS.name(),
                        Produced.with(Serdes.String(), records.of(Topics.AFFILIATE_TIERS))
                                .withName("affiliate-tiers"));
        byAffiliate
                .process(
                        () -> new RateProcessor(parts),
                        Named.as("judge-rates"),
                        StatsStore.HOURS.name(),
                        StatsStore.RATES.name())
                .to(
                        Topics.CONVERSION_RATES.name(),
                        Produced.with(Serdes.String(), records.of(Topics.CONVERSION_RATES))
                                .withName("conversion-rates"));
        return streams.build();
    }

    private <V extends SpecificRecord> KStream<String, V> read(StreamsBuilder streams, Topic<V> topic, String name) {
        return streams.stream(
                topic.name(), Consumed.with(Serdes.String(), records.of(topic)).withName(name));
    }

    private Serde<Counted> clicks() {
        ClickSight sight = new ClickSight(records.writerSchemas(Topics.CLICKS));
        return Serdes.serdeFrom(
                (topic, counted) -> {
                    throw new UnsupportedOperationException("clicks are only read here");
                },
                (topic, bytes) -> new Counted.OfClick(sight.deserialize(topic, bytes)));
    }
}
