package dev.ricochet.local.cli;

import dev.ricochet.local.connection.ConnectionOptions;
import dev.ricochet.local.stack.Contract;
import dev.ricochet.schemas.topic.Difference;
import dev.ricochet.schemas.topic.Profile;
import dev.ricochet.schemas.topic.TopicReport;
import dev.ricochet.schemas.topic.TopicResult;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code topics apply}. */
@Command(
        name = "topics",
        description = "Creates the topics, or reports where they differ from their declaration.",
        mixinStandardHelpOptions = true)
final class TopicsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do with the topics: apply");
    }

    @Command(
            name = "apply",
            description = {
                "Creates what is missing and changes what loses no data; reports every other difference.",
                "Exit codes: 0 all as declared, 1 differences are left for a person to decide, 3 no stack runs."
            },
            mixinStandardHelpOptions = true)
    int apply(
            @Mixin ConnectionOptions connection,
            @Option(
                            names = "--profile",
                            paramLabel = "PROFILE",
                            defaultValue = "LOCAL",
                            description = "For what cluster: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
                    Profile profile) {
        TopicReport report = Contract.applyTopics(connection.bootstrapServers(), profile);
        PrintWriter out = spec.commandLine().getOut();
        report.topics().forEach(result -> print(result, out));
        out.flush();
        return report.isGood() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static void print(TopicResult result, PrintWriter out) {
        if (result instanceof TopicResult.Differs differs) {
            out.printf("  %-40s differs%n", differs.topic());
            differs.differences().forEach(difference -> print(difference, out));
        } else {
            out.printf("  %-40s %s%n", result.topic(), result instanceof TopicResult.Created ? "created" : "same");
        }
    }

    private static void print(Difference difference, PrintWriter out) {
        out.printf(
                "      %s is %s, declared %s: %s%n",
                difference.setting(),
                difference.actual(),
                difference.declared(),
                difference.safe() ? "changed" : "left, since a change could lose data");
    }
}
