package dev.ricochet.attribution.stats;

import dev.ricochet.attribution.runtime.StreamsRuntime;
import dev.ricochet.attribution.runtime.WorkerSettings;
import dev.ricochet.attribution.stats.topology.StatsTopology;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.serde.RecordSerdes;
import java.time.Clock;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/** Starts the stats. */
public final class Stats {

    private Stats() {}

    /** @param catalog the newest catalog; must have been read once */
    public static void start(
            StatsSettings settings,
            Supplier<Catalog> catalog,
            RecordSerdes serdes,
            WorkerSettings worker,
            KafkaConnection kafka,
            ServiceRuntime service)
            throws InterruptedException {
        CaughtUp caughtUp = new CaughtUp(Clock.systemUTC());
        StatsMeters meters = new StatsMeters(service.meters());
        StatsApp app = new StatsApp(serdes, new StatsTopology.Parts(settings, meters, catalog, caughtUp), null);
        KafkaStreams streams = StreamsRuntime.start(app, worker, kafka, service);
        caughtUp.follow(streams);
    }
}
