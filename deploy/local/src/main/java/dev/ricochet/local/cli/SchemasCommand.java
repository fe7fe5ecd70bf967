package dev.ricochet.local.cli;

import dev.ricochet.local.connection.ConnectionOptions;
import dev.ricochet.local.stack.Contract;
import dev.ricochet.schemas.registry.RegistrationReport;
import dev.ricochet.schemas.registry.SchemaResult;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code schemas register} and {@code schemas check}. */
@Command(
        name = "schemas",
        description = "Registers the schemas of all topics, or checks whether they could be registered.",
        mixinStandardHelpOptions = true)
final class SchemasCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do with the schemas: register or check");
    }

    @Command(
            name = "register",
            description = {
                "Registers every schema and sets BACKWARD_TRANSITIVE for its subject.",
                "Exit codes: 0 all registered, 1 one is not compatible with its forerunners, 3 no stack runs."
            },
            mixinStandardHelpOptions = true)
    int register(@Mixin ConnectionOptions connection) {
        return print(Contract.registerSchemas(connection.registryUrl()), "registered");
    }

    @Command(
            name = "check",
            description = {
                "Tells what register would do, and changes nothing.",
                "Exit codes: 0 all could be registered, 1 one is not compatible, 3 no stack runs."
            },
            mixinStandardHelpOptions = true)
    int check(@Mixin ConnectionOptions connection) {
        return print(Contract.checkSchemas(connection.registryUrl()), "new");
    }

    private int print(RegistrationReport report, String wordForNew) {
        PrintWriter out = spec.commandLine().getOut();
        for (SchemaResult result : report.subjects()) {
            if (result instanceof SchemaResult.Same same) {
                out.printf("  %-45s same, id %d%n", same.subject(), same.id());
            } else if (result instanceof SchemaResult.Incompatible incompatible) {
                out.printf("  %-45s INCOMPATIBLE%n", incompatible.subject());
                incompatible.messages().forEach(message -> out.println("      " + message));
            } else {
                out.printf("  %-45s %s%n", result.subject(), wordForNew);
            }
        }
        out.flush();
        return report.isGood() ? ExitCode.OK : ExitCode.FAILED;
    }
}
