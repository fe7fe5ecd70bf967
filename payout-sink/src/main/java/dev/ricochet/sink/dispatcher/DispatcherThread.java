package dev.ricochet.sink.dispatcher;

import dev.ricochet.kit.catalog.CatalogReader;
import dev.ricochet.kit.service.ServiceRuntime;
import java.time.Duration;

/** The thread that the share consumer belongs to. */
final class DispatcherThread {

    private static final Duration CATALOG_CHECK = Duration.ofMillis(200);

    private final ShareLoop loop;
    private final CatalogReader catalog;
    private final ServiceRuntime runtime;
    private final Thread thread = new Thread(this::run, "dispatcher");
    private volatile boolean running;
    private volatile boolean stopping;

    DispatcherThread(ShareLoop loop, CatalogReader catalog, ServiceRuntime runtime) {
        this.loop = loop;
        this.catalog = catalog;
        this.runtime = runtime;
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
            // Without the catalog every delivery would be deferred.
            boolean read = false;
            while (!read && !stopping) {
                read = catalog.awaitFirstRead(CATALOG_CHECK);
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
