package dev.ricochet.attribution.settle.topology;

import dev.ricochet.kit.cap.CapStateKey;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.CapEvent;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DecisionOutcome;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.serde.StateSerde;
import dev.ricochet.schemas.state.SettleRequest;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * The way of a matched postback through settle, in the order in which it flows.
 *
 * <ol>
 *   <li>keyed by settlement key (advertiser and order, else receipt): drop second copies, name the conversion;
 *   <li>keyed by offer: the ledger, with fraud, price and caps, people's decisions, and approvals by time.
 * </ol>
 */
public final class SettleTopology {

    /** The longest that may lie between two commits; while settle keeps up, its processors ask for them sooner. */
    public static final int LONGEST_COMMIT_MILLIS = CommitPace.LONGEST_MILLIS;

    private final RecordSerdes records;
    private final Supplier<Catalog> catalog;

    public SettleTopology(RecordSerdes records, Supplier<Catalog> catalog) {
        this.records = records;
        this.catalog = catalog;
    }

    public Topology build() {
        StreamsBuilder streams = new StreamsBuilder();
        for (SettleStore store : SettleStore.values()) {
            streams.addStateStore(store.builder());
        }

        KStream<String, MatchedPostback> matched = streams.stream(
                Topics.MATCHED_POSTBACKS.name(),
                Consumed.with(Serdes.String(), records.of(Topics.MATCHED_POSTBACKS))
                        .withName("matched-postbacks"));

        KStream<String, SpecificRecord> named = matched.process(
                () -> new NamingProcessor(catalog), Named.as("name-conversion"), SettleStore.ORDERS.storeName());
        KStream<String, SettleRequest> requests = only(SettleRequest.class, named, Outlets.NAMED_POSTBACKS)
                .repartition(Repartitioned.<String, SettleRequest>as("settle-by-offer")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(StateSerde.of(SettleRequest.class)));

        KStream<String, SpecificRecord> decided = requests.process(
                () -> new LedgerProcessor(catalog),
                Named.as("ledger"),
                SettleStore.LEDGER.storeName(),
                SettleStore.COUNTS.storeName());

        KStream<String, SpecificRecord> ruled = streams.stream(
                        Topics.DECISIONS.name(),
                        Consumed.with(Serdes.String(), records.of(Topics.DECISIONS))
                                .withName("decisions"))
                .process(
                        () -> new DecisionProcessor(catalog),
                        Named.as("decide-by-hand"),
                        SettleStore.LEDGER.storeName(),
                        SettleStore.COUNTS.storeName());

        KStream<String, CapEvent> caps = only(CapEvent.class, decided, Outlets.OF_POSTBACKS.capEvents())
                .merge(only(CapEvent.class, ruled, Outlets.OF_DECISIONS.capEvents()), Named.as("cap-crossings"));
        write(caps, Topics.CAP_EVENTS, "cap-events-out");
        write(
                caps.selectKey((offerId, event) -> CapStateKey.of(event), Named.as("cap-states-by-cap")),
                Topics.CAP_STATES,
                "cap-states-out");
        KStream<String, Conversion> conversions = only(Conversion.class, decided, Outlets.OF_POSTBACKS.conversions())
                .merge(
                        only(Conversion.class, ruled, Outlets.OF_DECISIONS.conversions()),
                        Named.as("conversion-versions"));
        write(conversions, Topics.CONVERSIONS, "conversions-out");
        write(conversions, Topics.CONVERSIONS_LATEST, "conversions-latest-out");
        // Two sinks for the outcomes: one for both would join the hops to one.
        write(
                only(PostbackOutcome.class, named, Outlets.NAMING_OUTCOMES),
                Topics.POSTBACK_OUTCOMES,
                "outcomes-of-naming-out");
        write(
                only(PostbackOutcome.class, decided, Outlets.OF_POSTBACKS.outcomes()),
                Topics.POSTBACK_OUTCOMES,
                "outcomes-of-ledger-out");
        write(
                only(DecisionOutcome.class, ruled, Outlets.OF_DECISIONS.outcomes()),
                Topics.DECISION_OUTCOMES,
                "decision-outcomes-out");
        return streams.build();
    }

    private <V extends SpecificRecord> void write(KStream<String, V> stream, Topic<V> topic, String sink) {
        stream.to(
                topic.name(), Produced.with(Serdes.String(), records.of(topic)).withName(sink));
    }

    private static <V extends SpecificRecord> KStream<String, V> only(
            Class<V> type, KStream<String, SpecificRecord> stream, String name) {
        return stream.mapValues(type::cast, Named.as(name));
    }
}
