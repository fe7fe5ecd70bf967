package dev.ricochet.attribution.runtime;

import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.Topology;

/**
 * One Kafka Streams application of the worker: what it computes and what it asks of Kafka Streams. Everything that
 * all applications share (connection, state directory, handlers, metrics, readiness, ordered close) is added by
 * {@link StreamsRuntime}. Tests give {@link #topology()} to a {@code TopologyTestDriver}.
 */
public interface StreamsApp {

    /** The short name, {@code match} or {@code settle}: part of the application id, client ids, metrics and logs. */
    String role();

    /** The topology, built anew at each call. */
    Topology topology();

    /** What this application sets beyond the shared properties (processing guarantee, commit interval, …); it wins over them. */
    Map<String, Object> properties();

    /** Groups of source topics that must have equal partition counts, since records of equal keys have to meet. */
    default List<List<String>> copartitioned() {
        return List.of();
    }
}
