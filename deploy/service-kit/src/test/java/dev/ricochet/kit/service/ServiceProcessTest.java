package dev.ricochet.kit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service as its own process: what it answers to signals, and the last words by which it ends. */
class ServiceProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private Process process;

    @AfterEach
    void killWhatIsLeft() {
        process.destroyForcibly();
    }

    @Test
    void shouldEndCleanlyOnSigterm() throws Exception {
        launch(Map.of());
        awaitStarted();

        process.destroy();

        assertThat(exitCode()).isEqualTo(ExitCode.CLEAN.code());
        assertThat(messages()).containsSubsequence("Service started", "Shutting down", "Closed", "Service stopped");
        assertThat(errors()).isEmpty();
    }

    @Test
    void shouldLogAnObjectALineWithTheServicesName() throws Exception {
        launch(Map.of());
        awaitStarted();
        process.destroy();
        exitCode();

        assertThat(log()).isNotEmpty().allSatisfy(line -> {
            assertThat(line.getString("service")).isEqualTo("probe");
            assertThat(line.getString("level")).isEqualTo("INFO");
            assertThat(line.getString("time")).endsWith("Z");
        });
        assertThat(log())
                .filteredOn(line -> "Closed".equals(line.getString("message")))
                .extracting(line -> line.getString("step"))
                .containsExactly("management server", "event loops", "metrics");
    }

    @Test
    void shouldLogForPeopleWhenAsked() throws Exception {
        launch(Map.of("RICOCHET_LOG_FORMAT", "text"));
        await().atMost(PATIENCE).until(() -> output().contains("Service started"));
        process.destroy();
        exitCode();

        assertThat(output()).contains("INFO  probe").contains("step=\"management server\"");
    }

    @Test
    void shouldListWhatIsWrongWithTheConfiguration() throws Exception {
        launch(Map.of("RICOCHET_DEED", "dance", "RICOCHET_DEEDS", "x"));

        assertThat(exitCode()).isEqualTo(ExitCode.CONFIGURATION.code());
        assertThat(errors())
                .startsWith("probe: The configuration has 2 problems:")
                .contains("RICOCHET_DEED=dance is wrong, expected: one of run, throw-at-start")
                .contains("did you mean RICOCHET_DEED?");
        assertThat(log()).extracting(line -> line.getString("level")).containsExactly("ERROR");
    }

    @Test
    void shouldStopWithTheReasonWhenTheStartThrows() throws Exception {
        launch(Map.of("RICOCHET_DEED", "throw-at-start"));

        assertThat(exitCode()).isEqualTo(ExitCode.FAILED.code());
        assertThat(errors()).isEqualTo("probe stops: start failed: IllegalStateException: no such topic\n");
        assertThat(messages()).contains("A part failed, the service stops", "Service stopped");
    }

    @Test
    void shouldStopWhenAThreadDies() throws Exception {
        launch(Map.of("RICOCHET_DEED", "lose-a-thread"));

        assertThat(exitCode()).isEqualTo(ExitCode.FAILED.code());
        assertThat(errors()).isEqualTo("probe stops: thread worker failed: IllegalStateException: thread lost\n");
    }

    @Test
    void shouldStopWhenAPartFails() throws Exception {
        launch(Map.of("RICOCHET_DEED", "fail-later"));

        assertThat(exitCode()).isEqualTo(ExitCode.FAILED.code());
        assertThat(errors()).isEqualTo("probe stops: reader failed: IllegalStateException: reader lost\n");
    }

    @Test
    void shouldEndInsideTheGracePeriodWhenAStepHangs() throws Exception {
        launch(Map.of("RICOCHET_DEED", "hang-at-close", "RICOCHET_SHUTDOWN_GRACE", "200ms"));
        awaitStarted();

        process.destroy();

        assertThat(exitCode()).isEqualTo(ExitCode.NOT_CLOSED.code());
        assertThat(log())
                .filteredOn(line -> line.getString("message").startsWith("The grace period is over"))
                .extracting(line -> line.getString("step"))
                .containsExactly("stuck");
    }

    private void launch(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dlogback.configurationFile=logback.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProbeMain.class.getName())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        Map<String, String> all = new HashMap<>(Map.of("RICOCHET_MANAGEMENT_PORT", "0"));
        all.putAll(environment);
        builder.environment().keySet().removeIf(key -> key.startsWith("RICOCHET_"));
        builder.environment().putAll(all);
        process = builder.start();
    }

    private void awaitStarted() {
        await().atMost(PATIENCE).until(() -> messages().contains("Service started"));
    }

    private int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private List<String> messages() throws IOException {
        return log().stream().map(line -> line.getString("message")).toList();
    }

    private List<JsonObject> log() throws IOException {
        String whole = output();
        return whole.substring(0, whole.lastIndexOf('\n') + 1)
                .lines()
                .map(JsonObject::new)
                .toList();
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("out"));
    }

    private String errors() throws IOException {
        return Files.readString(directory.resolve("err"));
    }
}
