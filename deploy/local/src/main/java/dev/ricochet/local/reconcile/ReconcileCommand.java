package dev.ricochet.local.reconcile;

import dev.ricochet.local.connection.ConnectionOptions;
import dev.ricochet.local.duration.DurationConverter;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reconcile}: proves from the topics that nothing was lost and nothing doubled. */
@Command(
        name = "reconcile",
        description = {
            "Proves from the topics that every postback has exactly one outcome, every outcome its conversion version,",
            "every delivery its end. What is younger than the longest early hold counts as in flight, not as missing.",
            "Exit codes: 0 balanced, 1 not balanced, 3 no stack runs."
        },
        mixinStandardHelpOptions = true)
public final class ReconcileCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Option(names = "--json", description = "One JSON object instead of text.")
    private boolean json;

    @Option(names = "--all", description = "Name every fault; else the first 20 of each kind. JSON names all.")
    private boolean all;

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Only receipts of this last time, such as 1h or 7d; else the last 80 days.")
    private @Nullable Duration since;

    @Override
    public Integer call() {
        Instant from = since == null ? null : Instant.now().minus(since);
        ReconciliationReport report = new TopicReconciler(connection.kafka()).run(from);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ReportJson.of(report));
        } else {
            out.print(all ? ReportText.of(report, Integer.MAX_VALUE) : ReportText.of(report));
        }
        out.flush();
        return report.balanced() ? 0 : 1;
    }
}
