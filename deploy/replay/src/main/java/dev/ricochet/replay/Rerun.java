package dev.ricochet.replay;

import dev.ricochet.attribution.runtime.StreamsRuntime;
import dev.ricochet.attribution.runtime.WorkerSettings;
import dev.ricochet.attribution.settle.SettleApp;
import dev.ricochet.attribution.settle.SettleSettings;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.PostbackOutcome;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;

/** settle in this process, without a broker: records go in one after the other, and what it would write comes back. */
final class Rerun implements AutoCloseable {

    /** settle's timers run on the clock that the records move; finer steps would only sweep more often. */
    private static final Duration CLOCK_STEP = Duration.ofMinutes(1);

    private static final KafkaConnection NO_BROKER = new KafkaConnection("none:1", "http://none", Map.of());

    private final TopologyTestDriver driver;
    private final TestInputTopic<String, MatchedPostback> matched;
    private final TestOutputTopic<String, PostbackOutcome> outcomes;
    private final TestOutputTopic<String, Conversion> conversions;
    private Instant clock;

    /**
     * @param catalog the rules
     * @param state an empty directory of its own
     * @param start the time of the first record
     */
    Rerun(RecordSerdes serdes, Catalog catalog, Path state, Instant start) {
        SettleApp app = new SettleApp(serdes, () -> catalog, new SettleSettings(1));
        WorkerSettings worker = new WorkerSettings(state, null, 0, null, Integer.MAX_VALUE);
        driver = new TopologyTestDriver(app.topology(), StreamsRuntime.properties(app, NO_BROKER, worker), start);
        clock = start;
        matched = driver.createInputTopic(
                Topics.MATCHED_POSTBACKS.name(),
                new StringSerializer(),
                serdes.of(Topics.MATCHED_POSTBACKS).serializer());
        outcomes = output(Topics.POSTBACK_OUTCOMES, serdes);
        conversions = output(Topics.CONVERSIONS, serdes);
    }

    /** What becomes of a record; nothing where it is a second copy, or settle cannot process it. */
    Optional<Verdict> take(@Nullable String key, MatchedPostback record, Instant at) {
        Duration passed = Duration.between(clock, at);
        if (passed.compareTo(CLOCK_STEP) >= 0) {
            driver.advanceWallClockTime(passed);
            clock = at;
        }
        matched.pipeInput(key, record, at);
        String receipt = record.getPostback().getReceiptId();
        Conversion made = conversions.readValuesToList().stream()
                .filter(version -> version.getReceiptId().equals(receipt))
                .reduce((earlier, later) -> later)
                .orElse(null);
        return outcomes.readValuesToList().stream()
                .filter(outcome -> outcome.getReceiptId().equals(receipt))
                .findFirst()
                .map(outcome -> Verdict.of(outcome, made));
    }

    private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic, RecordSerdes serdes) {
        return driver.createOutputTopic(
                topic.name(), new StringDeserializer(), serdes.of(topic).deserializer());
    }

    @Override
    public void close() {
        driver.close();
    }
}
