package dev.ricochet.local.cli;

import dev.ricochet.local.connection.DataDirectoryOption;
import dev.ricochet.local.process.LogTail;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code logs}: what the parts wrote, also after they have ended. */
@Command(
        name = "logs",
        description = {
            "Shows the end of the logs, of one part or of all.",
            "Exit codes: 0 shown, 2 there is no such part."
        },
        mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {

    private static final int POLL_MS = 250;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "SERVICE",
            description = "broker, registry, ingest-gateway, attribution-streams, payout-sink or supervisor.")
    private @Nullable String service;

    @Option(names = "--follow", description = "Go on with what is written from now on, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = "--lines",
            paramLabel = "N",
            defaultValue = "40",
            description = "How many lines of each log. Default: ${DEFAULT-VALUE}.")
    private int lines;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        List<Path> logs = logs();
        Map<Path, LogFollower> followers = new LinkedHashMap<>();
        for (Path log : logs) {
            followers.put(log, new LogFollower(log));
            print(out, log, LogTail.of(log, lines), logs.size() > 1);
        }
        out.flush();
        while (follow) {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
            for (Map.Entry<Path, LogFollower> entry : followers.entrySet()) {
                print(out, entry.getKey(), entry.getValue().readNew(), logs.size() > 1);
            }
            out.flush();
        }
        return ExitCode.OK;
    }

    private List<Path> logs() throws IOException {
        Path directory = data.directory().resolve("logs");
        List<Path> all;
        try (Stream<Path> files = Files.isDirectory(directory) ? Files.list(directory) : Stream.empty()) {
            all = files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
        if (service == null) {
            return all;
        }
        Path wanted = directory.resolve(service + ".log");
        if (!all.contains(wanted)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no log of " + service + " in " + directory + "; there are: "
                            + all.stream().map(LogsCommand::part).toList());
        }
        return List.of(wanted);
    }

    private static void print(PrintWriter out, Path log, String text, boolean named) {
        text.lines().forEach(line -> out.println(named ? part(log) + " | " + line : line));
    }

    private static String part(Path log) {
        String file = log.getFileName().toString();
        return file.substring(0, file.length() - ".log".length());
    }
}
