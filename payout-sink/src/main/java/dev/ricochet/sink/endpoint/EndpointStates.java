package dev.ricochet.sink.endpoint;

import dev.ricochet.kit.health.Readiness;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.kafka.TopicFollower;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.event.EndpointEvent;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest event of every endpoint, in memory. While the broker is away it keeps what it has; then it reads all anew, which
 * changes nothing that it knew.
 */
public final class EndpointStates {

    private final Newest newest = new Newest();
    private final TopicFollower<EndpointEvent> events;

    private EndpointStates(KafkaConnection kafka, ServiceRuntime runtime) {
        this.events = TopicFollower.start(Topics.ENDPOINT_EVENTS, newest, kafka, runtime);
    }

    /** Starts to read; registers readiness and shutdown. */
    public static EndpointStates start(KafkaConnection kafka, ServiceRuntime runtime) {
        EndpointStates states = new EndpointStates(kafka, runtime);
        runtime.health()
                .readiness(
                        "endpoint states",
                        () -> states.events.isCaughtUp()
                                ? Readiness.ready()
                                : Readiness.notReady("the endpoints' states are being read for the first time"));
        runtime.onShutdown("endpoint states", states.events::close);
        return states;
    }

    /** The last change of an endpoint's state; null where there was none. */
    public @Nullable EndpointEvent of(String endpointId) {
        return newest.events.get(endpointId);
    }

    /** Waits for the first complete reading. False if it has not come in that time. */
    public boolean awaitFirstRead(Duration atMost) throws InterruptedException {
        return events.awaitCaughtUp(atMost);
    }

    private static final class Newest implements TopicFollower.Listener<EndpointEvent> {

        private final Map<String, EndpointEvent> events = new ConcurrentHashMap<>();

        @Override
        public void heard(String endpointId, @Nullable EndpointEvent event, Instant writtenAt) {
            if (event == null) {
                events.remove(endpointId);
            } else {
                events.put(endpointId, event);
            }
        }
    }
}
