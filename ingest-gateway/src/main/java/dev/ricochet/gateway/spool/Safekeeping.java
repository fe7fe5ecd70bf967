package dev.ricochet.gateway.spool;

import dev.ricochet.gateway.metrics.GatewayMetrics;
import dev.ricochet.gateway.metrics.SpoolMeters;
import dev.ricochet.gateway.publish.KafkaPublisher;
import dev.ricochet.gateway.publish.TopicWriter;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** Brings records to where they are safe: to Kafka, else to the spool, and from the spool to Kafka. */
public final class Safekeeping {
    private static final int LOOKS_PER_LIMIT = 10;
    private static final Duration REPLAY_STOPS_WITHIN = Duration.ofSeconds(2);

    private final ServiceRuntime runtime;
    private final KafkaPublisher publisher;
    private final GatewayMetrics metrics;
    private final Handover.Roads roads;

    private Safekeeping(
            ServiceRuntime runtime, KafkaPublisher publisher, GatewayMetrics metrics, Handover.Roads roads) {
        this.runtime = runtime;
        this.publisher = publisher;
        this.metrics = metrics;
        this.roads = roads;
    }

    /** Opens the spool and registers its close, so that whatever is opened later is closed before it. */
    public static Spool openSpool(SpoolSettings settings, SpoolMeters meters, ServiceRuntime runtime) {
        Spool spool = Spool.open(settings, meters, defect -> runtime.fail("spool", defect));
        runtime.onShutdown("spool", spool::close);
        return spool;
    }

    /**
     * Begins to replay what the spool holds, and registers the end of that.
     *
     * @param topics that are written to by way of the spool; the producer must know their partitions
     */
    public static Safekeeping start(
            Spool spool,
            SpoolMeters meters,
            KafkaPublisher publisher,
            List<? extends Topic<?>> topics,
            GatewayMetrics metrics,
            ServiceRuntime runtime) {
        KafkaTrust trust = new KafkaTrust();
        meters.state(spool::isTaking, trust::isTrusted);
        Set<String> names = topics.stream().map(Topic::name).collect(Collectors.toUnmodifiableSet());
        Replay replay = new Replay(spool.storage(), publisher.producer(), names, trust, meters, spool.aside());
        Thread thread = new Thread(() -> replay.run(defect -> runtime.fail("spool replay", defect)), "spool replay");
        thread.start();
        runtime.onShutdown("spool replay", () -> {
            replay.stop();
            thread.interrupt();
            thread.join(REPLAY_STOPS_WITHIN.toMillis());
        });
        Handover.Roads roads = new Handover.Roads(publisher.sender()::send, spool, replay, trust);
        return new Safekeeping(runtime, publisher, metrics, roads);
    }

    /**
     * A writer that all event loops share.
     *
     * @param after how long Kafka has before a record goes to the spool; it may be a tenth more
     */
    public <V extends SpecificRecord> TopicWriter<V> writer(Topic<V> topic, Duration after) {
        Patience patience = new Patience(after);
        long look = Math.max(1, after.toMillis() / LOOKS_PER_LIMIT);
        long timer = runtime.vertx().setPeriodic(look, id -> patience.expire(System.nanoTime()));
        runtime.onShutdown(
                "patience with " + topic.name(), () -> runtime.vertx().cancelTimer(timer));
        return new SpoolingWriter<>(runtime.vertx(), publisher.encoder(topic), roads, patience, metrics.records(topic));
    }
}
