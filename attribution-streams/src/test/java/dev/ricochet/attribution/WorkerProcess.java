package dev.ricochet.attribution;

import static dev.ricochet.testkit.fixture.Fixtures.CLICK_KEYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ricochet.testkit.KafkaStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The worker as its own process, which can be stopped in order or killed. */
public final class WorkerProcess implements AutoCloseable {

    private static final Pattern RESTORED = Pattern.compile("\"message\":\"state restored\".*\"records\":(\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Path log;

    private WorkerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a worker that keeps its state in this directory and returns when it runs.
     *
     * @param settings on top of those of a worker alone; an empty one takes away
     */
    public static WorkerProcess start(KafkaStack kafka, Path state, Map<String, String> settings) {
        try {
            Path log = Files.createTempFile("worker", ".log");
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            // As in production, not as in these tests.
                            "-Dlogback.configurationFile=logback.xml",
                            AttributionMain.class.getName())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(key -> key.startsWith("RICOCHET_"));
            builder.environment()
                    .putAll(Map.of(
                            "CLASSPATH",
                            System.getProperty("java.class.path"),
                            "RICOCHET_KAFKA_BOOTSTRAP_SERVERS",
                            kafka.bootstrapServers(),
                            "RICOCHET_SCHEMA_REGISTRY_URL",
                            kafka.registryUrl(),
                            "RICOCHET_STATE_DIR",
                            state.toString(),
                            "RICOCHET_MANAGEMENT_PORT",
                            "0",
                            "RICOCHET_LOG_FORMAT",
                            "json",
                            "RICOCHET_INSTANCE_ID",
                            "worker-1",
                            "RICOCHET_CLICK_KEYS",
                            CLICK_KEYS));
            builder.environment().putAll(settings);
            builder.environment().values().removeIf(String::isEmpty);
            WorkerProcess worker = new WorkerProcess(builder.start(), log);
            try {
                worker.awaitRunning();
            } catch (RuntimeException | Error neverRan) {
                worker.process.destroyForcibly();
                throw neverRan;
            }
            return worker;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** How many records were restored in this start, over all partitions. */
    public long restored() {
        Matcher matcher = RESTORED.matcher(output());
        long records = 0;
        while (matcher.find()) {
            records += Long.parseLong(matcher.group(1));
        }
        return records;
    }

    /** As {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As {@code kill} does: returns when the process has ended in order. */
    public void stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(this::output).isTrue();
    }

    @Override
    public void close() {
        kill();
    }

    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void awaitRunning() {
        await().atMost(PATIENCE).alias("the worker runs").until(() -> {
            assertThat(process.isAlive()).as(this::output).isTrue();
            return output().contains("\"to\":\"RUNNING\"");
        });
    }
}
