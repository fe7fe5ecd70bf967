package dev.ricochet.attribution.match;

import dev.ricochet.attribution.runtime.StreamsApp;
import dev.ricochet.kit.kafka.FetchesTogether;
import dev.ricochet.schemas.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** match as an application of the worker. At least once: the click store outlives a crash, settle knows a repeated receipt. */
public final class MatchApp implements StreamsApp {

    /** The application's role and the end of its id. */
    public static final String ROLE = "match";

    private final MatchSettings settings;
    private final MatchParts parts;

    public MatchApp(MatchSettings settings, MatchParts parts) {
        this.settings = settings;
        this.parts = parts;
    }

    @Override
    public String role() {
        return ROLE;
    }

    @Override
    public Topology topology() {
        return MatchTopology.build(settings, parts);
    }

    @Override
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(FetchesTogether.within(FetchesTogether.SOON));
        properties.putAll(Map.ofEntries(
                Map.entry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE),
                Map.entry(
                        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                        settings.commitInterval().toMillis()),
                Map.entry(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads()),
                // A postback must not wait for clicks, nor a click for postbacks: being early is what holding is for.
                Map.entry(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED),
                Map.entry(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 10_000),
                // Clicks come by the hundred thousand a second: big fetches, long runs between polls.
                Map.entry(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 5_000),
                Map.entry(
                        StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 4 * 1024 * 1024),
                Map.entry(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), 16 * 1024 * 1024),
                Map.entry(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 10_000),
                Map.entry(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5)));
        return properties;
    }

    @Override
    public List<List<String>> copartitioned() {
        return List.of(List.of(Topics.CLICKS.name(), Topics.POSTBACKS.name()));
    }
}
