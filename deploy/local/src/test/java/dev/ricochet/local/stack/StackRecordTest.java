package dev.ricochet.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackRecordTest {

    private static final StackRecord.Part BROKER =
            new StackRecord.Part("broker", new ProcessId(12, 34), "127.0.0.1:9092", "/data/logs/broker.log");

    @TempDir
    private Path directory;

    @Test
    void shouldBeFoundWhileTheSupervisorLives() {
        StackRecord stack = supervisedBy(ProcessId.ofThisProcess());
        stack.write(directory);

        assertThat(StackRecord.ofRunning(directory)).contains(stack);
    }

    @Test
    void shouldNotTakeALaterProcessWithTheSamePidForTheSupervisor() {
        ProcessId self = ProcessId.ofThisProcess();
        supervisedBy(new ProcessId(self.pid(), self.startedAtMs() - 1)).write(directory);

        assertThat(StackRecord.ofRunning(directory)).isEmpty();
        assertThat(StackRecord.read(directory)).isPresent();
    }

    @Test
    void shouldBeGoneWhenCleared() {
        supervisedBy(ProcessId.ofThisProcess()).write(directory);

        StackRecord.clear(directory);

        assertThat(StackRecord.read(directory)).isEmpty();
    }

    @Test
    void shouldNotCountAsRunningWhileItStarts() {
        StackRecord starting = new StackRecord(
                ProcessId.ofThisProcess(),
                false,
                "127.0.0.1:9092",
                "http://127.0.0.1:8085/apis/ccompat/v7",
                "http://127.0.0.1:8080",
                List.of(BROKER));

        starting.write(directory);

        assertThat(StackRecord.ofRunning(directory)).isEmpty();
        assertThat(StackRecord.read(directory)).contains(starting);
    }

    private static StackRecord supervisedBy(ProcessId supervisor) {
        return new StackRecord(
                supervisor,
                true,
                "127.0.0.1:9092",
                "http://127.0.0.1:8085/apis/ccompat/v7",
                "http://127.0.0.1:8080",
                List.of(BROKER));
    }
}
