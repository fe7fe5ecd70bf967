package dev.ricochet.local.stack;

import dev.ricochet.local.process.ManagedProcess;
import dev.ricochet.local.process.PortCheck;
import dev.ricochet.local.process.ProcessFailure;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A running stack. Whoever starts one closes it; a process that ends without doing so takes its stack with it. */
public final class LocalStack implements AutoCloseable {

    private final StackOptions options;
    private final DataDirectory data;
    private final StackLock lock;
    private final Progress progress;
    private final String clickKeys;
    private final ManagedProcess broker;
    private final ManagedProcess registry;
    private final Map<StackService, ManagedProcess> services = new EnumMap<>(StackService.class);
    private final Thread closeAtExit = new Thread(this::shutDown, "stack-close");
    private final CompletableFuture<ProcessFailure> failure = new CompletableFuture<>();
    private boolean closed;

    private LocalStack(StackOptions options, DataDirectory data, StackLock lock, Progress progress) {
        Installation installation = Installation.find();
        this.options = options;
        this.data = data;
        this.lock = lock;
        this.progress = progress;
        this.clickKeys = ClickKeyFile.readOrCreate(data.clickKeys());
        ApiKeyFiles.ensure(data.adminKey(), data.apiKeys());
        this.broker = Broker.process(options, data);
        this.registry = Registry.process(options, data, installation);
        for (StackService service : StackService.values()) {
            if (options.services().contains(service)) {
                services.put(service, ServiceProcesses.process(service, options, data, installation));
            }
        }
        for (ManagedProcess process : processes()) {
            var unused = process.failure().thenAccept(failure::complete);
        }
    }

    /**
     * Returns when every part is ready.
     *
     * @throws StackInUse when another stack runs on the data directory
     * @throws dev.ricochet.local.process.PortsInUse before anything is started
     * @throws ProcessFailure when a part ends or does not become ready; what had started is stopped again
     */
    public static LocalStack start(StackOptions options, Progress progress) {
        DataDirectory data = DataDirectory.create(options.dataDirectory());
        StackLock lock = StackLock.take(data);
        LocalStack stack;
        try {
            Leftovers.awaitEnd(data.root(), progress);
            PortCheck.requireFree(options.ports().neededBy(options.services()));
            stack = new LocalStack(options, data, lock, progress);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(stack.closeAtExit);
        try {
            stack.startAll();
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private void startAll() {
        startSideBySide(broker, registry);
        if (options.contract()) {
            Contract.apply(bootstrapServers(), registryUrl(), progress);
        }
        startSideBySide(services.values().toArray(ManagedProcess[]::new));
        record(true).write(data.root());
    }

    private void startSideBySide(ManagedProcess... parts) {
        long began = System.nanoTime();
        for (ManagedProcess part : parts) {
            part.start();
            progress.say(part.name() + " starting, pid " + part.pid());
        }
        record(false).write(data.root());
        for (ManagedProcess part : parts) {
            part.awaitReady(failure);
            double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
            progress.say("%s ready after %.1f s at %s".formatted(part.name(), seconds, address(part.name())));
        }
    }

    public String bootstrapServers() {
        return Broker.bootstrapServers(options.ports());
    }

    public String registryUrl() {
        return Registry.url(options.ports());
    }

    /** Where clicks and postbacks go. */
    public URI gatewayUrl() {
        return URI.create("http://127.0.0.1:" + options.ports().gateway());
    }

    public Ports ports() {
        return options.ports();
    }

    public Path dataDirectory() {
        return data.root();
    }

    /** The keys that sign click ids, in the form of the setting {@code RICOCHET_CLICK_KEYS}. */
    public String clickKeys() {
        return clickKeys;
    }

    public ManagedProcess broker() {
        return broker;
    }

    public ManagedProcess registry() {
        return registry;
    }

    public ManagedProcess service(StackService service) {
        ManagedProcess process = services.get(service);
        if (process == null) {
            throw new IllegalArgumentException(service.processName() + " is not part of this stack");
        }
        return process;
    }

    /** Every part, in the order of starting. */
    public List<ManagedProcess> processes() {
        List<ManagedProcess> all = new ArrayList<>(List.of(broker, registry));
        all.addAll(services.values());
        return all;
    }

    /** Completes as soon as a part ends that nobody stopped. */
    public CompletableFuture<ProcessFailure> failure() {
        return failure;
    }

    /** Stops the services side by side, then registry and broker, and returns when all have ended. */
    @Override
    public void close() {
        shutDown();
        try {
            Runtime.getRuntime().removeShutdownHook(closeAtExit);
        } catch (IllegalStateException exiting) {
            // The hook is what calls, or finds everything closed.
            return;
        }
    }

    private synchronized void shutDown() {
        if (closed) {
            return;
        }
        closed = true;
        services.values().parallelStream().forEach(this::stop);
        Stream.of(registry, broker).parallel().forEach(this::stop);
        StackRecord.clear(data.root());
        lock.close();
    }

    private void stop(ManagedProcess part) {
        if (part.isRunning()) {
            part.stop();
            progress.say(part.name() + " stopped");
        }
    }

    /** What has been started so far, so that `down` can stop a stack that is still starting. */
    private StackRecord record(boolean ready) {
        return new StackRecord(
                ProcessId.ofThisProcess(),
                ready,
                bootstrapServers(),
                registryUrl(),
                gatewayUrl().toString(),
                processes().stream()
                        .filter(ManagedProcess::isRunning)
                        .map(process -> new StackRecord.Part(
                                process.name(),
                                ProcessId.of(process.pid()),
                                address(process.name()),
                                process.logFile().toString()))
                        .toList());
    }

    private String address(String processName) {
        return switch (processName) {
            case Broker.NAME -> bootstrapServers();
            case Registry.NAME -> registryUrl();
            default ->
                Arrays.stream(StackService.values())
                        .filter(service -> service.processName().equals(processName))
                        .map(service -> "http://127.0.0.1:" + options.ports().managementOf(service))
                        .findFirst()
                        .orElseThrow();
        };
    }
}
