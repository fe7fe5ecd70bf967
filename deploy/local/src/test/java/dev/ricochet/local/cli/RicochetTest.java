package dev.ricochet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RicochetTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "up",
                "down",
                "status",
                "logs",
                "catalog",
                "schemas",
                "topics",
                "api-key",
                "tail",
                "explain",
                "reconcile",
                "dead-letters",
                "endpoint",
                "deliveries"
            })
    void shouldExplainEveryCommand(String command) {
        assertThat(run(command, "--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .startsWith("Usage: deploy/ricochet " + command)
                .contains("--help");
    }

    @Test
    void shouldMakeAnApiKeyAndItsLine() {
        assertThat(run("api-key", "ann", "admin")).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .containsPattern("key, shown only now: +rk_[A-Za-z0-9_-]{43}\\R")
                .containsPattern("line for the file: +ann admin [0-9a-f]{64}\\R");
        assertThat(run("api-key", "a b", "admin")).isEqualTo(2);
        assertThat(run("api-key", "ann", "emperor")).isEqualTo(2);
    }

    @Test
    void shouldListCommandsAndExitCodes() {
        assertThat(run("--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("demo", "up", "down", "bench", "Exit codes:", "The command needs a running stack");
    }

    @Test
    void shouldSayWhatIsWrongWithTheCommandLine() {
        assertThat(run()).isEqualTo(ExitCode.USAGE);
        assertThat(run("fly")).isEqualTo(ExitCode.USAGE);
        assertThat(run("schemas")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("a command is missing", "fly", "register or check");
    }

    @Test
    void shouldTellThatNoStackRunsAndHowToStartOne() {
        assertThat(run("status", "--data", directory.toString())).isEqualTo(ExitCode.NOT_RUNNING);
        assertThat(run("schemas", "check", "--data", directory.toString())).isEqualTo(ExitCode.NOT_RUNNING);
        assertThat(err.toString())
                .contains("no stack runs on " + directory)
                .contains("deploy/ricochet up --detach")
                .doesNotContain("\tat ");
    }

    @Test
    void shouldTellWhereTheEndOfTheLastStackIsWritten() throws Exception {
        Files.createDirectories(directory.resolve("logs"));
        Files.writeString(directory.resolve("logs/supervisor.log"), "payout-sink ended with 1\n");

        assertThat(run("status", "--data", directory.toString())).isEqualTo(ExitCode.NOT_RUNNING);
        assertThat(err.toString()).contains("`deploy/ricochet logs supervisor`");
        assertThat(run("logs", "supervisor", "--data", directory.toString())).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("payout-sink ended with 1");
    }

    @Test
    void shouldFindNothingToStop() {
        assertThat(run("down", "--data", directory.toString())).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("no stack runs on " + directory);
    }

    @Test
    void shouldShowTheLogOfAPartAlsoAfterItHasEnded() throws Exception {
        Files.createDirectories(directory.resolve("logs"));
        Files.writeString(directory.resolve("logs/broker.log"), "one\ntwo\n");

        assertThat(run("logs", "broker", "--lines", "1", "--data", directory.toString()))
                .isEqualTo(ExitCode.OK);

        assertThat(out.toString()).isEqualToNormalizingNewlines("two\n");
    }

    @Test
    void shouldNameThePartsThatHaveALog() throws Exception {
        Files.createDirectories(directory.resolve("logs"));
        Files.createFile(directory.resolve("logs/broker.log"));

        assertThat(run("logs", "brooker", "--data", directory.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("no log of brooker").contains("[broker]");
    }

    private int run(String... arguments) {
        CommandLine commandLine = Ricochet.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
