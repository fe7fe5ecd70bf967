package dev.ricochet.local.cli;

import dev.ricochet.local.connection.DataDirectoryOption;
import dev.ricochet.local.stack.ProcessId;
import dev.ricochet.local.stack.StackRecord;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code down}: stops everything and makes sure of it. */
@Command(
        name = "down",
        description = {
            "Stops the stack that runs on the data directory, and returns when no process of it is left.",
            "Exit codes: 0 nothing runs any more, or nothing ran."
        },
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

    /** More than the services' grace and the broker's shutdown together. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Path directory = data.directory();
        Optional<StackRecord> found = StackRecord.read(directory);
        if (found.isEmpty()) {
            out.println("no stack runs on " + directory);
            return ExitCode.OK;
        }
        StackRecord stack = found.get();
        TimedProgress progress = new TimedProgress(out);
        progress.say("stopping " + stack.processes().size() + " processes");
        stack.supervisor().find().ifPresent(ProcessHandle::destroy);
        List<ProcessId> all = Stream.concat(
                        Stream.of(stack.supervisor()),
                        stack.processes().stream().map(StackRecord.Part::process))
                .toList();
        all.forEach(process -> process.find().ifPresent(DownCommand::awaitEnd));
        List<ProcessHandle> stubborn =
                all.stream().flatMap(process -> process.find().stream()).toList();
        stubborn.forEach(process -> {
            progress.say("killing process " + process.pid() + ", which did not end by itself");
            process.destroyForcibly();
            awaitEnd(process);
        });
        StackRecord.clear(directory);
        progress.say("everything has stopped");
        return ExitCode.OK;
    }

    private static void awaitEnd(ProcessHandle process) {
        process.onExit()
                .completeOnTimeout(process, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
