package dev.ricochet.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code deploy/ricochet} as people start it, with what the build has packaged: no class path of ours helps it along. */
final class Launcher {

    private Launcher() {}

    /** How a command ended, and what it printed. */
    record Ended(int exitCode, String output) {}

    static Ended run(String... arguments) throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("ricochet.home"));
        List<String> command = new ArrayList<>();
        command.add(home.resolve("deploy/ricochet").toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("launcher", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("RICOCHET_SKIP_BUILD", "1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try {
            boolean isOver = process.waitFor(Pipeline.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            String printed = Files.readString(output);
            if (!isOver) {
                throw new AssertionError(String.join(" ", command) + " does not end; it printed:\n" + printed);
            }
            return new Ended(process.exitValue(), printed);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}
