package dev.ricochet.sink.lane;

import dev.ricochet.sink.metrics.SinkMetrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The lanes of this dispatcher. Offer work from one Vert.x context only; the counts may be read from anywhere. */
public final class Lanes {

    /** With more lanes than this, those that nobody uses are let go of. */
    private static final int REMEMBERED = 10_000;

    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final LaneSettings settings;
    private final LaneTime time;

    public Lanes(LaneSettings settings, LaneTime time, SinkMetrics metrics) {
        this.settings = settings;
        this.time = time;
        metrics.lanes("open", this, lanes -> lanes.count(lane -> !lane.idle()));
        metrics.lanes("full", this, lanes -> lanes.count(Lane::full));
        metrics.lanes("slowed", this, lanes -> lanes.count(Lane::slowed));
        metrics.lanes("broken", this, lanes -> lanes.count(Lane::broken));
    }

    /** Runs the work when it is its turn, unless its lane takes no more. */
    public Admission offer(String endpointId, Work work) {
        if (lanes.size() > REMEMBERED) {
            lanes.values().removeIf(Lane::idle);
        }
        return lanes.computeIfAbsent(endpointId, id -> new Lane(id, settings, time))
                .offer(work);
    }

    /** Begins nothing any more, and turns away all that waits. Nothing may be offered after it. */
    public void stop() {
        lanes.values().forEach(Lane::stop);
    }

    private double count(Predicate<Lane> condition) {
        return lanes.values().stream().filter(condition).count();
    }
}
