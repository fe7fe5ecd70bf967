package dev.ricochet.attribution;

import dev.ricochet.attribution.match.AdminClicksEnd;
import dev.ricochet.attribution.match.MatchApp;
import dev.ricochet.attribution.match.MatchParts;
import dev.ricochet.attribution.runtime.StreamsRuntime;
import dev.ricochet.attribution.settle.SettleApp;
import dev.ricochet.attribution.stats.Stats;
import dev.ricochet.kit.catalog.CatalogReader;
import dev.ricochet.kit.service.Service;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.serde.RecordSerdes;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;

/** Runs the worker: catalog first, since every decision needs it, then the applications of its roles. */
public final class AttributionMain {

    static final String SERVICE = "attribution-streams";

    private AttributionMain() {}

    public static void main(String[] args) {
        Service.run(SERVICE, AttributionConfig::from, AttributionMain::start);
    }

    static void start(AttributionConfig config, ServiceRuntime service) throws Exception {
        CatalogReader catalog = CatalogReader.start(config.kafka(), service);
        RecordSerdes serdes = config.kafka().serdes();
        while (!catalog.awaitFirstRead(Duration.ofMinutes(1)) && service.failure() == null) {
            // Readiness tells why; without a catalog every offer would be unknown.
        }
        if (config.roles().contains(Role.MATCH)) {
            StreamsRuntime.start(match(config, catalog, serdes, service), config.worker(), config.kafka(), service);
        }
        if (config.roles().contains(Role.SETTLE)) {
            SettleApp settle = new SettleApp(serdes, catalog::current, config.settle());
            StreamsRuntime.start(settle, config.worker(), config.kafka(), service);
        }
        if (config.roles().contains(Role.STATS)) {
            Stats.start(config.stats(), catalog::current, serdes, config.worker(), config.kafka(), service);
        }
    }

    private static MatchApp match(
            AttributionConfig config, CatalogReader catalog, RecordSerdes serdes, ServiceRuntime service) {
        Clock clock = Clock.systemUTC();
        AdminClicksEnd clicksEnd =
                AdminClicksEnd.start(Admin.create(config.kafka().base(SERVICE + "-clicks-end")), clock);
        service.onShutdown("clicks end", clicksEnd::close);
        return new MatchApp(
                config.match(),
                new MatchParts(
                        new ClickIds(config.clickKeys()),
                        catalog::current,
                        serdes,
                        clicksEnd,
                        service.meters(),
                        clock));
    }
}
