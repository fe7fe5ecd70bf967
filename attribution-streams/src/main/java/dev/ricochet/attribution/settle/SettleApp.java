package dev.ricochet.attribution.settle;

import dev.ricochet.attribution.runtime.StreamsApp;
import dev.ricochet.attribution.settle.topology.SettleTopology;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.serde.RecordSerdes;
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

    /** The longest between two commits; while settle keeps up, its processors ask for them sooner. */
    private static final int COMMIT_INTERVAL_MS = 100;

    /** A commit that is due waits until a poll ends that found nothing, so polls are short. */
    private static final int POLL_MS = 10;

    /** A transaction that begins while the last one's markers are being written is tried again after this time. */
    private static final int RETRY_BACKOFF_MS = 10;

    /** Kafka doubles that time with each try, to a second if it may; markers take some ten milliseconds. */
    private static final int RETRY_BACKOFF_MAX_MS = 20;

    private final SettleTopology topology;

    /**
     * @param catalog the newest catalog, with its history, at each call. It must have been read once before the application starts: to an empty
     *     one every offer is unknown
     */
    public SettleApp(RecordSerdes records, Supplier<Catalog> catalog) {
        this.topology = new SettleTopology(records, catalog);
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
        return Map.of(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.EXACTLY_ONCE_V2,
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                COMMIT_INTERVAL_MS,
                StreamsConfig.POLL_MS_CONFIG,
                POLL_MS,
                StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG),
                RETRY_BACKOFF_MS,
                StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG),
                RETRY_BACKOFF_MAX_MS,
                StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
                true);
    }
}
