package dev.ricochet.bench.settle;

import dev.ricochet.attribution.runtime.StreamsApp;
import dev.ricochet.attribution.settle.SettleApp;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.serde.RecordDecoder;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
 * The hops of settle without what settle does: each matched postback goes by its offer to the second hop, and from there to
 * three topics, as a conversion does (conversions, conversions-latest, postback-outcomes). All that an application is set
 * to is settle's own: guarantee, commit interval, polls, producer.
 */
final class PassThrough implements StreamsApp {

    static final List<String> OUTPUTS =
            List.of("bench.passed-conversions", "bench.passed-conversions-latest", "bench.passed-outcomes");

    private final String role;
    private final Topology topology;
    private final Map<String, Object> properties;

    private PassThrough(String role, Topology topology, RecordSerdes serdes) {
        this.role = role;
        this.topology = topology;
        this.properties = new SettleApp(serdes, () -> Catalog.EMPTY, SettleBench.SETTINGS).properties();
    }

    /** Each hop reads records and writes records, as every topology does that looks at them. */
    static PassThrough ofRecords(RecordSerdes serdes) {
        return new PassThrough(
                "pass-through", topology(serdes.of(Topics.MATCHED_POSTBACKS), MatchedPostback::getOfferId), serdes);
    }

    /** Looks into a record once, to learn its offer, and hands its bytes on: the least that a repartition can cost. */
    static PassThrough ofBytes(RecordSerdes serdes) {
        RecordDecoder<MatchedPostback> decoder = serdes.decoder(Topics.MATCHED_POSTBACKS);
        return new PassThrough(
                "pass-bytes",
                topology(Serdes.ByteArray(), bytes -> decoder.decode(bytes).getOfferId()),
                serdes);
    }

    private static <V> Topology topology(Serde<V> values, Function<V, String> offer) {
        StreamsBuilder streams = new StreamsBuilder();
        Produced<String, V> produced = Produced.with(Serdes.String(), values);
        KStream<String, V> byOffer = streams.stream(
                        Topics.MATCHED_POSTBACKS.name(), Consumed.with(Serdes.String(), values))
                .selectKey((key, value) -> offer.apply(value), Named.as("offer"))
                .repartition(Repartitioned.<String, V>as("by-offer")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(values));
        for (String output : OUTPUTS) {
            byOffer.to(output, produced.withName(output));
        }
        return streams.build();
    }

    @Override
    public String role() {
        return role;
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public Map<String, Object> properties() {
        return properties;
    }
}
