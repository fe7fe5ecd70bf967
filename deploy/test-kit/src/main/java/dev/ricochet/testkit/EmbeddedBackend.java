package dev.ricochet.testkit;

import dev.ricochet.local.process.ManagedProcess;
import dev.ricochet.local.stack.LocalStack;
import dev.ricochet.local.stack.Ports;
import dev.ricochet.local.stack.Progress;
import dev.ricochet.local.stack.StackOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Broker and registry of the local stack, as child processes on free ports, with state that is thrown away. */
final class EmbeddedBackend implements Backend {

    private final Path directory;
    private final LocalStack stack;

    private EmbeddedBackend(Path directory, LocalStack stack) {
        this.directory = directory;
        this.stack = stack;
    }

    static EmbeddedBackend start() {
        try {
            Path directory = Files.createTempDirectory("ricochet-test-kafka");
            StackOptions options = StackOptions.in(directory)
                    .onPorts(Ports.free())
                    .withoutServices()
                    .withoutContract()
                    .asShortLived();
            return new EmbeddedBackend(directory, LocalStack.start(options, Progress.silent()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String bootstrapServers() {
        return stack.bootstrapServers();
    }

    @Override
    public String registryUrl() {
        return stack.registryUrl();
    }

    @Override
    public void close() {
        // Nothing of it is kept, so nothing need be written down.
        stack.processes().forEach(ManagedProcess::kill9);
        stack.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }
}
