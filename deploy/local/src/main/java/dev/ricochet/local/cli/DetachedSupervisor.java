package dev.ricochet.local.cli;

import dev.ricochet.local.process.JavaCommand;
import dev.ricochet.local.stack.StackRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts {@code up} once more, as a process of its own that no terminal holds, shows what that says until everything is
 * ready, and leaves it running.
 */
final class DetachedSupervisor {

    private static final String AWAY_FROM_TERMINAL = "trap '' INT HUP; exec \"$@\"";
    private static final int POLL_MS = 200;

    private final Path dataDirectory;
    private final PrintWriter out;
    private final PrintWriter err;

    DetachedSupervisor(Path dataDirectory, PrintWriter out, PrintWriter err) {
        this.dataDirectory = dataDirectory;
        this.out = out;
        this.err = err;
    }

    /** @param upArguments those of this command; the detached one gets the same but {@code --detach} */
    int start(List<String> upArguments) throws IOException, InterruptedException {
        Path log = dataDirectory.resolve("logs/supervisor.log");
        Files.createDirectories(log.getParent());
        Files.deleteIfExists(log);
        Process supervisor = new ProcessBuilder(command(upArguments))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        LogFollower output = new LogFollower(log, 0);
        boolean ended = false;
        boolean ready = false;
        while (!ended && !ready) {
            ended = supervisor.waitFor(POLL_MS, TimeUnit.MILLISECONDS);
            ready = isReady(supervisor.pid());
            out.print(output.readNew());
            out.flush();
        }
        if (ready) {
            out.println("  It runs on in the background: `deploy/ricochet status`, `logs`, `down`.");
            out.flush();
            return ExitCode.OK;
        }
        err.println("the stack did not start; what it said is above, the whole of it in " + log);
        err.flush();
        return supervisor.exitValue() == ExitCode.OK ? ExitCode.FAILED : supervisor.exitValue();
    }

    private boolean isReady(long supervisorPid) {
        return StackRecord.ofRunning(dataDirectory)
                .filter(stack -> stack.supervisor().pid() == supervisorPid)
                .isPresent();
    }

    static List<String> command(List<String> upArguments) {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", "-c", AWAY_FROM_TERMINAL, "sh", JavaCommand.java(), "-Xmx128m"));
        command.addAll(JavaCommand.quiet());
        String home = System.getProperty("ricochet.home");
        if (home != null) {
            command.add("-Dricochet.home=" + home);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Ricochet.class.getName()));
        upArguments.stream().filter(argument -> !asksToDetach(argument)).forEach(command::add);
        return command;
    }

    private static boolean asksToDetach(String argument) {
        return argument.equals("--detach") || argument.startsWith("--detach=");
    }
}
