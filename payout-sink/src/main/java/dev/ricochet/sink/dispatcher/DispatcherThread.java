package dev.ricochet.sink.dispatcher;

import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.sink.endpoint.Endpoints;
import java.time.Duration;

/** The thread that the consumer belongs to. */
final class DispatcherThread {

    private static final Duration CHECK = Duration.ofMillis(200);

    private final OfferLoop loop;
    private final Endpoints endpoints;
    private final ServiceRuntime runtime;
    private final Thread thread;
    private volatile boolean running;
    private volatile boolean stopping;

    DispatcherThread(OfferLoop loop, Endpoints endpoints, ServiceRuntime runtime) {
        this.loop = loop;
        this.endpoints = endpoints;
        this.runtime = runtime;
        this.thread = new Thread(this::run, "dispatcher");
    }

    void start() {
        thread.start();
    }

    boolean running() {
        return running;
    }

    /** Takes no further batch, lets the attempts under way end, and returns. */
    void close() throws InterruptedException {
        stopping = true;
        loop.stop();
        thread.join();
    }

    private void run() {
        try {
            // Without them every delivery would be deferred.
            boolean read = false;
            while (!read && !stopping) {
                read = endpoints.awaitRead(CHECK);
            }
            running = true;
            loop.run();
        } catch (Throwable e) {
            runtime.fail("dispatcher", e);
        } finally {
            running = false;
        }
    }
}
