package dev.ricochet.local.stack;

import dev.ricochet.local.process.JavaCommand;
import dev.ricochet.local.process.ManagedProcess;
import dev.ricochet.local.process.ProcessSpec;
import dev.ricochet.local.process.ReadinessProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Apicurio Registry with a file database, spoken to through Confluent's API only. */
final class Registry {

    static final String NAME = "registry";

    private static final String MAIN = "io.quarkus.runner.GeneratedMain";
    private static final String HEAP = "256m";

    private Registry() {}

    static ManagedProcess process(StackOptions options, DataDirectory data, Installation installation) {
        List<String> command = new JavaCommand(
                        MAIN, runnerJar(installation.registry()).toString())
                .heap(HEAP)
                // Half the time to start, on a machine that has better things to compile.
                .shortLived(true)
                .property("quarkus.http.host", "127.0.0.1")
                .property("quarkus.http.port", Integer.toString(options.ports().registry()))
                .property(
                        "quarkus.datasource.jdbc.url",
                        "jdbc:h2:file:" + data.registry().resolve("registry"))
                .build();
        return new ManagedProcess(
                new ProcessSpec(NAME, command, Map.of(), data.log(NAME)), probe(url(options.ports())));
    }

    static String url(Ports ports) {
        return "http://127.0.0.1:" + ports.registry() + "/apis/ccompat/v7";
    }

    static ReadinessProbe probe(String url) {
        return LoopbackProbe.http(url + "/subjects");
    }

    private static Path runnerJar(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new NotBuilt("no registry in " + directory));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory, e);
        }
    }
}
