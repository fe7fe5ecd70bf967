package dev.ricochet.bench.match;

import dev.ricochet.bench.streams.StreamsRun;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueStore;

/** The clicks topic as a table of the DSL. The values stay bytes, which is in its favour. */
final class DslTable implements Contender {

    private static final String STORE = "clicks";
    private static final Map<String, Object> ON_SOURCE_TOPIC =
            Map.of(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.REUSE_KTABLE_SOURCE_TOPICS);

    private final String name;
    private final TestBed bed;
    private final Supplier<Topology> topology;
    private final Map<String, Object> extra;
    private final long clicks;

    private DslTable(String name, TestBed bed, Supplier<Topology> topology, Map<String, Object> extra, long clicks) {
        this.name = name;
        this.bed = bed;
        this.topology = topology;
        this.extra = extra;
        this.clicks = clicks;
    }

    /** What everybody writes first: a table with its own changelog. */
    static DslTable withChangelog(TestBed bed, String topic, long clicks) {
        return new DslTable(
                "naive table",
                bed,
                () -> {
                    StreamsBuilder builder = new StreamsBuilder();
                    builder.stream(topic, Consumed.with(Serdes.String(), Serdes.ByteArray()))
                            .toTable(table());
                    return builder.build();
                },
                Map.of(),
                clicks);
    }

    /** The same restored from the source topic, which saves the changelog. */
    static DslTable onSourceTopic(TestBed bed, String topic, long clicks) {
        return new DslTable(
                "source table",
                bed,
                () -> {
                    StreamsBuilder builder = new StreamsBuilder();
                    builder.table(topic, Consumed.with(Serdes.String(), Serdes.ByteArray()), table());
                    Properties optimized = new Properties();
                    optimized.putAll(ON_SOURCE_TOPIC);
                    return builder.build(optimized);
                },
                ON_SOURCE_TOPIC,
                clicks);
    }

    private static Materialized<String, byte[], KeyValueStore<Bytes, byte[]>> table() {
        return Materialized.<String, byte[], KeyValueStore<Bytes, byte[]>>as(STORE)
                .withKeySerde(Serdes.String())
                .withValueSerde(Serdes.ByteArray());
    }

    /** The topic that the store of an application is copied to. */
    static String changelogOf(String applicationId) {
        return applicationId + "-" + STORE + "-changelog";
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double takeIn(int round) throws Exception {
        Map<String, Object> settings = bed.streams(stateName(round));
        settings.putAll(extra);
        return StreamsRun.recordsPerSecond(topology.get(), settings, clicks);
    }
}
