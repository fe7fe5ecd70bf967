package dev.ricochet.bench.match;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueStore;

/** The clicks topic into a table. The values stay bytes, which is in the baseline's favour. */
final class NaiveTopology {

    private NaiveTopology() {}

    static Topology build(String clicksTopic) {
        StreamsBuilder builder = new StreamsBuilder();
        Materialized<String, byte[], KeyValueStore<Bytes, byte[]>> table = Materialized.as("clicks");
        builder.stream(clicksTopic, Consumed.with(Serdes.String(), Serdes.ByteArray()))
                .toTable(table.withKeySerde(Serdes.String()).withValueSerde(Serdes.ByteArray()));
        return builder.build();
    }
}
