package dev.ricochet.kit.service;

import dev.ricochet.kit.health.Health;
import dev.ricochet.kit.health.Readiness;
import dev.ricochet.kit.management.ManagementServer;
import dev.ricochet.kit.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a running service has: name, metrics, health, event loops, the management server, and the order in which all of
 * it ends. Closing it is the whole shutdown.
 */
public final class ServiceRuntime implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ServiceRuntime.class);

    private final String name;
    private final Duration grace;
    private final Consumer<Failure> onFailure;
    private final ShutdownSteps steps = new ShutdownSteps();
    private final Health health = new Health();
    private final Meters meters;
    private final Vertx vertx;
    private final ManagementServer management;
    private volatile boolean started;
    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();

    private ServiceRuntime(String name, ServiceSettings settings, Vertx vertx, Consumer<Failure> onFailure) {
        this.name = name;
        this.grace = settings.shutdownGrace();
        this.onFailure = onFailure;
        this.vertx = vertx;
        this.meters = new Meters(name, version());
        health.readiness("service", this::phase);
        management = new ManagementServer(vertx, settings.management(), health, meters.registry());
    }

    /** Opens what every service has. {@code onFailure} must stop the service, without waiting for it. */
    static ServiceRuntime open(String name, ServiceSettings settings, Consumer<Failure> onFailure) {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        try {
            ServiceRuntime runtime = new ServiceRuntime(name, settings, vertx, onFailure);
            runtime.wire();
            return runtime;
        } catch (RuntimeException e) {
            vertx.close();
            throw e;
        }
    }

    private void wire() {
        steps.add("metrics", meters::close);
        steps.add(
                "event loops",
                () -> vertx.close().toCompletionStage().toCompletableFuture().get());
        steps.add("management server", management::close);
        Gauge.builder("ricochet.ready", health, all -> all.report().ready() ? 1 : 0)
                .description("1 while every readiness check passes")
                .register(meters());
        Counter uncaught = Counter.builder("ricochet.uncaught.exceptions")
                .description("Exceptions that left a handler on an event loop; each one is a defect")
                .register(meters());
        vertx.exceptionHandler(e -> uncaughtOnEventLoop(e, uncaught));
        log.atInfo()
                .addKeyValue("host", management.host())
                .addKeyValue("port", management.port())
                .log("Management server listens");
    }

    /**
     * For tests of parts that need a runtime: no process around it, management on a free port of 127.0.0.1, ready at
     * once. A failure closes it and can be read from {@link #failure()}.
     */
    public static ServiceRuntime forTest(String name) {
        ServiceRuntime runtime = inProcess(name, ServiceSettings.forTest());
        runtime.started();
        return runtime;
    }

    static ServiceRuntime inProcess(String name, ServiceSettings settings) {
        AtomicReference<@Nullable ServiceRuntime> self = new AtomicReference<>();
        ServiceRuntime runtime = open(name, settings, failure -> {
            ServiceRuntime opened = self.get();
            if (opened != null) {
                new Thread(opened::stop, "stop " + name).start();
            }
        });
        self.set(runtime);
        return runtime;
    }

    /** The service's name, as in logs and metrics. */
    public String name() {
        return name;
    }

    /** The release that runs; {@code dev} where it runs from classes instead of a jar. */
    public String version() {
        String version = ServiceRuntime.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    public MeterRegistry meters() {
        return meters.registry();
    }

    public Health health() {
        return health;
    }

    /** The event loops of the process; there is one set. */
    public Vertx vertx() {
        return vertx;
    }

    public ManagementServer management() {
        return management;
    }

    /**
     * Registers how something is closed. The last registered is closed first, and each only after the one before it
     * has finished; all together have the grace period.
     *
     * @throws IllegalStateException if the service is shutting down already
     */
    public void onShutdown(String what, ThrowingRunnable close) {
        steps.add(what, close);
    }

    /**
     * Stops the service because a part of it is lost. Returns at once; only the first failure counts, and none while the
     * service stops already: a start or a part that is interrupted by the shutdown has not failed.
     */
    public void fail(String what, Throwable cause) {
        if (stopping.get()) {
            log.atDebug().addKeyValue("what", what).setCause(cause).log("A part failed while the service stops");
            return;
        }
        Failure now = new Failure(what, cause);
        if (!failure.compareAndSet(null, now)) {
            return;
        }
        try {
            log.atError().addKeyValue("what", what).setCause(cause).log("A part failed, the service stops");
        } finally {
            onFailure.accept(now);
        }
    }

    /** Why the service stops or has stopped by itself; null while nothing failed. */
    public @Nullable Failure failure() {
        return failure.get();
    }

    /** Shuts down and waits for it. */
    @Override
    public void close() {
        if (!stop()) {
            throw new IllegalStateException("Not everything closed in " + grace + ", the log says what");
        }
    }

    void started() {
        started = true;
    }

    private Readiness phase() {
        if (stopping.get()) {
            return Readiness.notReady("shutting down");
        }
        return started ? Readiness.ready() : Readiness.notReady("starting");
    }

    /** Not ready first, then the steps. Whoever calls second waits for the first. True if all closed in time. */
    boolean stop() {
        if (stopping.compareAndSet(false, true)) {
            log.atInfo().addKeyValue("grace_ms", grace.toMillis()).log("Shutting down");
            stopped.complete(runSteps());
        }
        return stopped.join();
    }

    private boolean runSteps() {
        try {
            return steps.run(grace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    // One request's bug must not let a stranger stop the process; a broken virtual machine or class path must.
    private void uncaughtOnEventLoop(Throwable e, Counter uncaught) {
        if (e instanceof Error) {
            fail("event loop", e);
        } else {
            uncaught.increment();
            log.atError().setCause(e).log("Uncaught exception on an event loop");
        }
    }
}
