package dev.ricochet.local.cli;

import dev.ricochet.local.connection.DataDirectoryOption;
import dev.ricochet.local.connection.PortOptions;
import dev.ricochet.local.process.ProcessFailure;
import dev.ricochet.local.stack.LocalStack;
import dev.ricochet.local.stack.StackOptions;
import dev.ricochet.local.stack.StackRecord;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code up}: starts everything. */
@Command(
        name = "up",
        description = {
            "Starts broker, registry and the three services on this machine.",
            "Without --detach it stays in the foreground and stops everything with Ctrl-C. A second start on the same data"
                    + " directory continues where the first stopped.",
            "Exit codes: 0 started (--detach), 1 a part failed (the end of its log is shown), 130 stopped by Ctrl-C."
        },
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Mixin
    private PortOptions ports = new PortOptions();

    @Option(names = "--detach", description = "Return when everything is ready, and leave it running.")
    private boolean detach;

    @Option(
            names = "--broker-heap",
            paramLabel = "SIZE",
            defaultValue = "512m",
            description = "Heap of the broker. Default: ${DEFAULT-VALUE}.")
    private String brokerHeap = "512m";

    @Option(
            names = "--service-heap",
            paramLabel = "SIZE",
            defaultValue = "384m",
            description = "Heap of each service. Default: ${DEFAULT-VALUE}.")
    private String serviceHeap = "384m";

    @Override
    public Integer call() throws Exception {
        return detach
                ? new DetachedSupervisor(
                                data.directory(),
                                spec.commandLine().getOut(),
                                spec.commandLine().getErr())
                        .start(spec.root().commandLine().getParseResult().originalArgs())
                : stayInForeground();
    }

    private int stayInForeground() throws Exception {
        StackOptions options = StackOptions.in(data.directory())
                .onPorts(ports.ports())
                .withBrokerHeap(brokerHeap)
                .withServiceHeap(serviceHeap);
        TimedProgress progress = new TimedProgress(spec.commandLine().getOut());
        progress.say("data directory " + options.dataDirectory());
        try (LocalStack stack = LocalStack.start(options, progress)) {
            progress.say("everything is ready");
            StackTable.print(
                    StackRecord.ofRunning(stack.dataDirectory()).orElseThrow(),
                    spec.commandLine().getOut());
            ProcessFailure failure = stack.failure().get();
            spec.commandLine().getErr().println(failure.getMessage());
            progress.say("stopping the rest");
            return ExitCode.FAILED;
        }
    }
}
