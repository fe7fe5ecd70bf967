package dev.ricochet.replay;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.catalog.form.InvalidCatalogException;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.local.connection.ConnectionOptions;
import dev.ricochet.local.connection.NotRunning;
import dev.ricochet.local.scan.TopicScan;
import dev.ricochet.local.scan.Unreadable;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deploy/ricochet replay}. */
@Command(
        name = "deploy/ricochet replay",
        mixinStandardHelpOptions = true,
        description = {
            "Decides past postbacks again, under the rules of today or of a file, and prints what would change. Writes nothing.",
            "It reads what match made of them, which is kept for seven days (ricochet.matched-postbacks.v1), so that clicks are",
            "credited as they were. Memory: about 2 KB a postback since the oldest that is kept.",
            "Exit codes: 0 replayed, 1 the file is no catalog, 2 wrong usage, 3 no stack runs."
        })
public final class ReplayMain implements Callable<Integer> {

    private static final int NOT_RUNNING = 3;
    private static final Duration SLACK = Duration.ofMinutes(1);
    private static final Duration KEPT = Objects.requireNonNull(Topics.MATCHED_POSTBACKS.retention());

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            description = "Postbacks received since then, such as 2026-11-20T00:00:00Z.")
    private Instant from = Instant.EPOCH;

    @Option(names = "--to", paramLabel = "TIME", description = "Postbacks received before. Default: now.")
    private Instant to = Instant.now();

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "A catalog file; what it does not name stays as it is today. Default: the rules of today.")
    private @Nullable Path rules;

    @Option(names = "--dry-run", description = "Required: a replay changes nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "One JSON object instead of text.")
    private boolean json;

    public static void main(String[] arguments) {
        // Before the first logger is made: what libraries log goes to standard error, and only when it is a problem.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "dev/ricochet/local/cli-logback.xml");
        }
        System.exit(new CommandLine(new ReplayMain())
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> {
                    if (failure instanceof NotRunning) {
                        commandLine.getErr().println(failure.getMessage());
                        return NOT_RUNNING;
                    }
                    throw failure;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        requireSense();
        KafkaConnection kafka = connection.kafka();
        Catalog tried;
        try {
            tried = rules == null ? Rulebook.ofToday(kafka) : Rulebook.ofFile(Files.readString(rules), kafka);
        } catch (InvalidCatalogException invalid) {
            spec.commandLine().getErr().println(rules + " is no catalog:\n" + invalid.getMessage());
            return 1;
        }
        Path scratch = Files.createTempDirectory("ricochet-replay");
        try {
            Comparison comparison = new Replay(kafka.serdes(), from, to)
                    .run(records(kafka), history(kafka), Rulebook.asItWas(kafka), tried, scratch);
            PrintWriter out = spec.commandLine().getOut();
            out.print(json ? ReplayJson.of(comparison) + "\n" : ReplayText.of(comparison));
            out.flush();
            return 0;
        } finally {
            delete(scratch);
        }
    }

    private void requireSense() {
        if (!dryRun) {
            throw new ParameterException(
                    spec.commandLine(),
                    "a replay changes nothing: say --dry-run. What was decided under other rules stays decided; correct single"
                            + " conversions by decisions of people, which are audited");
        }
        if (!from.isBefore(to)) {
            throw new ParameterException(spec.commandLine(), "--from " + from + " is not before --to " + to);
        }
        Instant oldest = Instant.now().minus(KEPT);
        if (from.isBefore(oldest)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--from " + from + " is older than what is kept: match's records go back " + KEPT.toDays()
                            + " days, to " + oldest);
        }
    }

    private List<ConsumerRecord<String, MatchedPostback>> records(KafkaConnection kafka) {
        List<ConsumerRecord<String, MatchedPostback>> records = new ArrayList<>();
        new TopicScan(kafka, this::passedOver).forEach(Topics.MATCHED_POSTBACKS, null, record -> {
            if (record.value() != null
                    && record.value().getPostback().getReceivedAt().isBefore(to)) {
                records.add(record);
            }
        });
        return records;
    }

    /** Outcomes and conversions carry the time of their postback, so none is written earlier by its own clock. */
    private History history(KafkaConnection kafka) {
        History history = new History();
        TopicScan scan = new TopicScan(kafka, this::passedOver);
        scan.forEach(Topics.POSTBACK_OUTCOMES, from.minus(SLACK), record -> {
            if (record.value() != null) {
                history.outcome(record.value());
            }
        });
        scan.forEach(Topics.CONVERSIONS, from.minus(SLACK), record -> {
            if (record.value() != null) {
                history.conversion(record.value());
            }
        });
        return history;
    }

    /** Nothing was decided of it, so there is nothing to compare. */
    private void passedOver(Unreadable record) {
        spec.commandLine().getErr().println("passed over: " + record.problem());
    }

    private static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(directory)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
