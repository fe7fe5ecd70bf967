package dev.ricochet.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With shell scripts for programs. */
@Timeout(60)
class ManagedProcessTest {

    @TempDir
    private Path directory;

    @Test
    void shouldWaitUntilTheProcessIsReady() {
        Path sign = directory.resolve("sign");
        ManagedProcess process = process("echo working; touch " + sign + "; exec sleep 60", readyWhenExists(sign));

        process.start();
        process.awaitReady();

        assertThat(process.whyNotReady()).isNull();
        assertThat(process.logTail(1)).isEqualTo("working");
        process.kill9();
    }

    @Test
    void shouldTellAtOnceWhenItEndsBeforeItIsReady() {
        ManagedProcess process = process("echo the disk is full; exit 7", () -> "never ready");
        process.start();

        assertThatThrownBy(process::awaitReady)
                .isInstanceOf(ProcessFailure.class)
                .hasMessageContaining("part ended")
                .hasMessageContaining("exit code 7")
                .hasMessageContaining("    the disk is full");
    }

    @Test
    void shouldReportAnEndThatNobodyAskedFor() throws Exception {
        ManagedProcess process = process("echo out of memory; exit 3", () -> null);

        process.start();

        assertThat(process.failure().get(30, TimeUnit.SECONDS))
                .hasMessageContaining("part ended by itself with exit code 3")
                .hasMessageContaining("out of memory");
    }

    @Test
    void shouldKeepQuietAboutAnEndThatWasAskedFor() {
        ManagedProcess process = process("exec sleep 60", () -> null);
        process.start();

        process.kill9();

        assertThat(process.isRunning()).isFalse();
        assertThat(process.failure()).isNotDone();
        assertThat(process.whyNotReady()).isEqualTo("not running");
    }

    @Test
    void shouldRunAgainAsAnotherProcess() {
        ManagedProcess process = process("exec sleep 60", () -> null);
        process.start();
        long first = process.pid();

        process.restart();

        assertThat(process.pid()).isNotEqualTo(first);
        assertThat(ProcessHandle.of(first)).isEmpty();
        process.kill9();
    }

    @Test
    void shouldPassOnNoSettingsOfItsOwn() {
        ProcessSpec spec = new ProcessSpec(
                "part", List.of("/bin/sh", "-c", "env"), Map.of("RICOCHET_ROLES", "match"), directory.resolve("log"));
        RunningProcess run = RunningProcess.start(spec);
        run.exit().join();

        assertThat(run.logTail(100).lines().filter(line -> line.startsWith("RICOCHET_")))
                .containsExactly("RICOCHET_ROLES=match");
    }

    private ManagedProcess process(String script, ReadinessProbe probe) {
        List<String> command = List.of("/bin/sh", "-c", script);
        return new ManagedProcess(new ProcessSpec("part", command, Map.of(), directory.resolve("log")), probe);
    }

    private static ReadinessProbe readyWhenExists(Path sign) {
        return () -> Files.exists(sign) ? null : "no sign yet";
    }
}
