package dev.ricochet.sink;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;

/** A sink that can be killed. */
final class SinkProcess {

    private SinkProcess() {}

    /** @param log what it writes is added here */
    static Process start(Map<String, String> settings, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                ManagementFactory.getRuntimeMXBean().getClassPath(),
                SinkMain.class.getName());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(key -> key.startsWith("RICOCHET_"));
        environment.putAll(settings);
        return builder.redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
    }
}
