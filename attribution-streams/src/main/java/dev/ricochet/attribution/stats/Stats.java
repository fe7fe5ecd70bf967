package dev.ricochet.attribution.stats;

import dev.ricochet.attribution.runtime.StreamsRuntime;
import dev.ricochet.attribution.runtime.WorkerSettings;
import dev.ricochet.attribution.stats.query.QueryRoutes;
import dev.ricochet.attribution.stats.topology.StatsTopology;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.serde.RecordSerdes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;

/** Starts the stats and their answers over HTTP. */
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
            throws InterruptedException, UnknownHostException {
        HostInfo self = new HostInfo(
                host(settings, service.management().host()),
                service.management().port());
        CaughtUp caughtUp = new CaughtUp(Clock.systemUTC());
        StatsMeters meters = new StatsMeters(service.meters());
        StatsApp app = new StatsApp(serdes, new StatsTopology.Parts(settings, meters, catalog, caughtUp), self);
        KafkaStreams streams = StreamsRuntime.start(app, worker, kafka, service);
        caughtUp.follow(streams);
        QueryRoutes.mount(streams, self, catalog, settings, service);
    }

    private static String host(StatsSettings settings, String listensOn) throws UnknownHostException {
        String advertised = settings.advertisedHost();
        if (advertised != null) {
            return advertised;
        }
        return InetAddress.getByName(listensOn).isAnyLocalAddress()
                ? InetAddress.getLocalHost().getHostName()
                : listensOn;
    }
}
