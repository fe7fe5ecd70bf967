package dev.ricochet.sink.planner.life;

import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.event.EndpointEvent;
import dev.ricochet.schemas.event.EndpointEventCause;
import dev.ricochet.schemas.event.EndpointSignal;
import dev.ricochet.schemas.state.EndpointLife;
import dev.ricochet.sink.endpoint.EndpointDirectory;
import dev.ricochet.sink.metrics.SinkMetrics;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Remembers endpoints' lives and tells of every change of state. */
public final class LifeProcessor implements Processor<String, EndpointSignal, String, EndpointEvent> {

    /** By endpoint. */
    public static final String LIVES = "endpoint-lives";

    private final LifeRules rules;
    private final EndpointDirectory directory;
    private final SinkMetrics metrics;
    private @Nullable ProcessorContext<String, EndpointEvent> context;
    private @Nullable KeyValueStore<String, EndpointLife> lives;

    public LifeProcessor(LifeRules rules, EndpointDirectory directory, SinkMetrics metrics) {
        this.rules = rules;
        this.directory = directory;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, EndpointEvent> given) {
        context = given;
        lives = given.getStateStore(LIVES);
    }

    @Override
    public void process(Record<String, EndpointSignal> record) {
        EndpointSignal signal = record.value();
        KeyValueStore<String, EndpointLife> store = inited(lives);
        EndpointLife kept = store.get(signal.getEndpointId());
        EndpointLife before = kept == null ? LifeRules.unknown() : kept;
        LifeRules.Step step = rules.decide(before, signal);
        if (!step.life().equals(before)) {
            store.put(signal.getEndpointId(), step.life());
        }
        if (step.cause() != null) {
            metrics.endpointChanged(step.life().getState());
            inited(context).forward(record.withValue(event(before, step.life(), step.cause(), signal)));
        }
    }

    private EndpointEvent event(
            EndpointLife before, EndpointLife after, EndpointEventCause cause, EndpointSignal signal) {
        Endpoint endpoint = directory.find(signal.getEndpointId());
        return new EndpointEvent(
                signal.getEndpointId(),
                endpoint == null ? null : endpoint.getAffiliateId(),
                after.getState(),
                before.getState(),
                cause,
                signal.getAt(),
                after.getFailingSince(),
                signal.getActor(),
                signal.getNote());
    }

    private static <T> T inited(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("Kafka Streams calls init first");
        }
        return value;
    }
}
