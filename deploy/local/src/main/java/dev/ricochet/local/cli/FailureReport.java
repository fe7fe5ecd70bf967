package dev.ricochet.local.cli;

import dev.ricochet.local.connection.NotRunning;
import dev.ricochet.local.process.PortsInUse;
import dev.ricochet.local.process.ProcessFailure;
import dev.ricochet.local.stack.NotBuilt;
import dev.ricochet.local.stack.RegistryFailure;
import dev.ricochet.local.stack.StackInUse;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What a person reads when a command fails: the message where the failure was foreseen, the stack trace where not. */
final class FailureReport implements IExecutionExceptionHandler {

    private static final List<Class<? extends Exception>> FORESEEN = List.of(
            NotRunning.class,
            PortsInUse.class,
            ProcessFailure.class,
            NotBuilt.class,
            RegistryFailure.class,
            StackInUse.class);

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (FORESEEN.contains(failure.getClass())) {
            command.getErr().println(failure.getMessage());
        } else {
            failure.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return failure instanceof NotRunning ? ExitCode.NOT_RUNNING : ExitCode.FAILED;
    }
}
