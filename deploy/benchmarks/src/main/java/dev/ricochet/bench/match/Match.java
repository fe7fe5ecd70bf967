package dev.ricochet.bench.match;

import dev.ricochet.attribution.match.AdminClicksEnd;
import dev.ricochet.attribution.match.MatchApp;
import dev.ricochet.attribution.match.MatchParts;
import dev.ricochet.attribution.match.MatchSettings;
import dev.ricochet.bench.streams.StreamsRun;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.config.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.Topology;

/** Ours: the whole of match, as a worker runs it with its default settings. */
final class Match implements Contender {

    private final TestBed bed;
    private final long clicks;

    Match(TestBed bed, long clicks) {
        this.bed = bed;
        this.clicks = clicks;
    }

    /** A worker's defaults. */
    static MatchSettings settings() {
        return Settings.read(Map.of(), MatchSettings::from);
    }

    @Override
    public String name() {
        return "match";
    }

    @Override
    public double takeIn(int round) throws Exception {
        return running(round, StreamsRun::recordsPerSecond);
    }

    /**
     * Loses the disk of a round and restores it from the clicks topic.
     *
     * @return clicks a second, from the first partition that begins to be restored to the last that is
     */
    double restore(int round) throws Exception {
        Utils.delete(bed.stateOf(stateName(round)).toFile());
        return running(round, StreamsRun::restoredPerSecond);
    }

    private interface Measurement {
        double of(Topology topology, Map<String, Object> settings, long clicks) throws Exception;
    }

    private double running(int round, Measurement measurement) throws Exception {
        Admin admin = Admin.create(Map.of("bootstrap.servers", bed.stack().bootstrapServers()));
        AdminClicksEnd end = AdminClicksEnd.start(admin, Clock.systemUTC());
        try {
            MatchApp app = new MatchApp(
                    settings(),
                    new MatchParts(
                            bed.ids(),
                            () -> Catalog.EMPTY,
                            bed.serdes(),
                            end,
                            new SimpleMeterRegistry(),
                            Clock.systemUTC()));
            Map<String, Object> streams = bed.streams(stateName(round));
            streams.putAll(app.properties());
            return measurement.of(app.topology(), streams, clicks);
        } finally {
            end.close();
        }
    }
}
