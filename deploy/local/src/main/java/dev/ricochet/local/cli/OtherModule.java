package dev.ricochet.local.cli;

import dev.ricochet.local.process.JavaCommand;
import dev.ricochet.local.stack.Installation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An application that the command line hands over to, because it needs what the command line must not know. */
record OtherModule(String module, String mainClass) {

    /** Runs it on this terminal; returns its exit code. Standard output belongs to its report. */
    int run(List<String> arguments) throws IOException, InterruptedException {
        Installation installation = Installation.find();
        List<String> command = new ArrayList<>(List.of(JavaCommand.java()));
        command.addAll(JavaCommand.quiet());
        command.add("-Dricochet.home=" + installation.home());
        command.add("-DRICOCHET_LOG_FORMAT=quiet");
        command.addAll(List.of("-cp", installation.classPathOf(module), mainClass));
        command.addAll(arguments);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
