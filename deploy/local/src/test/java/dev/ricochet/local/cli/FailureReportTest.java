package dev.ricochet.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricochet.local.connection.NotRunning;
import dev.ricochet.local.stack.ContractUnmet;
import dev.ricochet.schemas.serde.RegistryUnavailableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class FailureReportTest {

    private final StringWriter err = new StringWriter();

    static Stream<Exception> foreseen() {
        Exception unavailable = new RegistryUnavailableException("what to do", new IOException("refused"));
        return Stream.of(
                new ContractUnmet("what to do"), unavailable, new SerializationException("of a record", unavailable));
    }

    @ParameterizedTest
    @MethodSource("foreseen")
    void shouldSayOnlyWhatToDoAboutAForeseenFailure(Exception failure) {
        assertThat(report(failure)).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).isEqualToNormalizingNewlines("what to do\n");
    }

    @Test
    void shouldGiveTheReasonOfItsExitCodeAlsoWhenWrapped() {
        assertThat(report(new RuntimeException(new NotRunning(Path.of("nowhere")))))
                .isEqualTo(ExitCode.NOT_RUNNING);
    }

    @Test
    void shouldShowWhereAnUnforeseenFailureCameFrom() {
        assertThat(report(new IllegalStateException("a fault in the program"))).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("a fault in the program", "\tat ");
    }

    private int report(Exception failure) {
        CommandLine command = Ricochet.commandLine().setErr(new PrintWriter(err, true));
        return new FailureReport().handleExecutionException(failure, command, command.parseArgs());
    }
}
