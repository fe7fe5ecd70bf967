package dev.ricochet.attribution.settle;

import dev.ricochet.attribution.runtime.StreamsApp;
import dev.ricochet.attribution.settle.topology.SettleTopology;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.kafka.FetchesTogether;
import dev.ricochet.schemas.serde.RecordSerdes;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * settle as an application of the worker: exactly once, because a conversion that is counted or paid twice is wrong for
 * ever.
 */
public final class SettleApp implements StreamsApp {

    /** A commit that is due waits until a poll ends that found nothing, so polls are short. */
    private static final int POLL_MS = 10;

    /** A transaction that begins while the last one's markers are being written is tried again after this time. */
    private static final int RETRY_BACKOFF_MS = 10;

    /** Kafka doubles that time with each try, to a second if it may; markers take some ten milliseconds. */
    private static final int RETRY_BACKOFF_MAX_MS = 20;

    /** Of one partition: what a busy second writes between two commits fits into few batches. */
    private static final int BATCH_BYTES = 64 * 1024;

    private final SettleTopology topology;
    private final SettleSettings settings;

    /**
     * @param catalog the newest catalog, with its history, at each call. It must have been read once before the application starts: to an empty
     *     one every offer is unknown
     */
    public SettleApp(RecordSerdes records, Supplier<Catalog> catalog, SettleSettings settings) {
        this.topology = new SettleTopology(records, catalog);
        this.settings = settings;
    }

    @Override
    public String role() {
        return "settle";
    }

    @Override
    public Topology topology() {
        return topology.build();
    }

    @Override
    public Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(FetchesTogether.within(FetchesTogether.SOON));
        properties.putAll(Map.ofEntries(
                Map.entry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2),
                Map.entry(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads()),
                Map.entry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, SettleTopology.LONGEST_COMMIT_MILLIS),
                Map.entry(StreamsConfig.POLL_MS_CONFIG, POLL_MS),
                // A person decides about what settle has written already; no postback needs to wait for decisions.
                Map.entry(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED),
                Map.entry(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES),
                Map.entry(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), RETRY_BACKOFF_MS),
                Map.entry(
                        StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG), RETRY_BACKOFF_MAX_MS),
                Map.entry(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true)));
        return properties;
    }
}
