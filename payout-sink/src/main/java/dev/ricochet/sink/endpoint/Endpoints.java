package dev.ricochet.sink.endpoint;

import dev.ricochet.kit.catalog.CatalogReader;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.service.ServiceRuntime;
import java.time.Duration;

/** What a process of the sink knows of endpoints, once it has read it. */
public final class Endpoints {

    private static final Duration CHECK = Duration.ofMillis(200);

    private final CatalogReader catalog;
    private final EndpointStates states;
    private final ServiceRuntime runtime;
    private volatile boolean stopping;

    private Endpoints(CatalogReader catalog, EndpointStates states, ServiceRuntime runtime) {
        this.catalog = catalog;
        this.states = states;
        this.runtime = runtime;
    }

    public static Endpoints start(KafkaConnection kafka, ServiceRuntime runtime) {
        Endpoints endpoints =
                new Endpoints(CatalogReader.start(kafka, runtime), EndpointStates.start(kafka, runtime), runtime);
        runtime.onShutdown("waiting for endpoints", () -> endpoints.stopping = true);
        return endpoints;
    }

    public EndpointDirectory directory() {
        return new EndpointDirectory(catalog::current, states::of);
    }

    /** Waits until catalog and states have been read once. False if that has not happened in the time. */
    public boolean awaitRead(Duration atMost) throws InterruptedException {
        return catalog.awaitFirstRead(atMost) && states.awaitFirstRead(atMost);
    }

    /** Runs it once both have been read, on a thread of its own, unless the service stops before. */
    public void whenRead(Runnable action) {
        Thread waiting = new Thread(
                () -> {
                    try {
                        while (!stopping) {
                            if (awaitRead(CHECK)) {
                                action.run();
                                return;
                            }
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException e) {
                        runtime.fail("waiting for endpoints", e);
                    }
                },
                "endpoints-first-read");
        waiting.setDaemon(true);
        waiting.start();
    }
}
