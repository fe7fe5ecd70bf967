package dev.ricochet.local.cli;

import dev.ricochet.local.connection.NotRunning;
import dev.ricochet.local.process.PortsInUse;
import dev.ricochet.local.process.ProcessFailure;
import dev.ricochet.local.stack.ContractUnmet;
import dev.ricochet.local.stack.NotBuilt;
import dev.ricochet.local.stack.RegistryFailure;
import dev.ricochet.local.stack.StackInUse;
import dev.ricochet.schemas.serde.RecordFormatException;
import dev.ricochet.schemas.serde.RegistryUnavailableException;
import dev.ricochet.schemas.serde.UnregisteredSchemaException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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
            RecordFormatException.class,
            RegistryFailure.class,
            RegistryUnavailableException.class,
            UnregisteredSchemaException.class,
            ContractUnmet.class,
            StackInUse.class);

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        Optional<Throwable> foreseen = foreseen(failure);
        if (foreseen.isPresent()) {
            command.getErr().println(foreseen.get().getMessage());
        } else {
            failure.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return foreseen.orElse(failure) instanceof NotRunning ? ExitCode.NOT_RUNNING : ExitCode.FAILED;
    }

    /** The failure or one of its causes: Kafka's consumer wraps what a deserializer throws. */
    private static Optional<Throwable> foreseen(Exception failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(each -> FORESEEN.stream().anyMatch(type -> type.isInstance(each)))
                .findFirst();
    }
}
