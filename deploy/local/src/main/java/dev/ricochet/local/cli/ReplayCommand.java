package dev.ricochet.local.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code replay}: hands over to an application that has settle's code, which the command line has not. */
@Command(
        name = "replay",
        description = {
            "Decides past postbacks again under the rules of today or of a file, and prints what would change.",
            "All arguments are its own; `replay --help` tells them. Exit codes: 0, 1, 2, 3 no stack runs."
        })
final class ReplayCommand implements Callable<Integer> {

    private static final OtherModule REPLAY = new OtherModule("deploy/replay", "dev.ricochet.replay.ReplayMain");

    @Parameters(
            arity = "0..*",
            paramLabel = "ARGUMENT",
            description = "--from TIME [--to TIME] [--rules FILE] --dry-run [--json]")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        return REPLAY.run(arguments);
    }
}
