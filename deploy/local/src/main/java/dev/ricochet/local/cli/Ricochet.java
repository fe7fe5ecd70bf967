package dev.ricochet.local.cli;

import dev.ricochet.local.apikey.ApiKeyCommand;
import dev.ricochet.local.catalog.CatalogCommand;
import dev.ricochet.local.deadletter.DeadLettersCommand;
import dev.ricochet.local.delivery.DeliveriesCommand;
import dev.ricochet.local.delivery.EndpointCommand;
import dev.ricochet.local.demo.DemoCommand;
import dev.ricochet.local.explain.ExplainCommand;
import dev.ricochet.local.reconcile.ReconcileCommand;
import dev.ricochet.local.tail.TailCommand;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of all commands. */
@Command(
        name = "deploy/ricochet",
        description = {"The conversion pipeline of an affiliate network, on this machine.%n"},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:It worked.",
            "1:It failed, or what was checked is not as it should be (a reconciliation that does not balance).",
            "2:The command line was not understood.",
            "3:The command needs a running stack and there is none."
        },
        footer = {
            "%nBegin with:",
            "  deploy/ricochet demo --for 30s     watch traffic go through the whole pipeline",
            "  deploy/ricochet up --detach        start it, and try it by hand as the README shows"
        },
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            CatalogCommand.class,
            SchemasCommand.class,
            TopicsCommand.class,
            ApiKeyCommand.class,
            TailCommand.class,
            ExplainCommand.class,
            ReconcileCommand.class,
            DeadLettersCommand.class,
            ReplayCommand.class,
            EndpointCommand.class,
            DeliveriesCommand.class,
            BenchCommand.class
        })
public final class Ricochet implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    public static void main(String[] arguments) {
        // Before the first logger is made: what libraries log goes to standard error, and only when it is a problem.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "dev/ricochet/local/cli-logback.xml");
        }
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine root = new CommandLine(new Ricochet())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new FailureReport());
        // The options of what is handed over to are its own affair: handed on in their order.
        for (String handedOver : List.of("bench", "replay")) {
            Objects.requireNonNull(root.getSubcommands().get(handedOver), "listed above")
                    .setUnmatchedOptionsArePositionalParams(true);
        }
        return root;
    }
}
