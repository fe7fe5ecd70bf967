package dev.ricochet.local.deadletter;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.local.connection.ConnectionOptions;
import dev.ricochet.local.tail.RecordLine;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dead-letters list}, {@code show}, {@code redrive}. */
@Command(
        name = "dead-letters",
        description = "Records that a stream could not read or process: where, why, and how to drive them again.",
        mixinStandardHelpOptions = true)
public final class DeadLettersCommand implements Callable<Integer> {

    private static final int SCHEMAS_CACHED = 1_000;
    private static final int MESSAGE_SHOWN = 160;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do with the dead letters: list, show or redrive");
    }

    @Command(
            name = "list",
            description = {
                "The dead letters that wait, the oldest first: id, when, where it was read, why.",
                "Exit codes: 0 also where there is none, 3 no stack runs."
            },
            mixinStandardHelpOptions = true)
    int list(
            @Mixin ConnectionOptions connection,
            @Option(names = "--topic", paramLabel = "TOPIC", description = "Only those that were read there.") @Nullable String topic,
            @Option(names = "--all", description = "Those too that were driven again.") boolean all,
            @Option(names = "--json", description = "One JSON object a line instead of text.") boolean json) {
        DeadLetterBox box = DeadLetterTopic.read(connection.kafka());
        PrintWriter out = spec.commandLine().getOut();
        (all ? box.all() : box.waiting())
                .stream()
                        .filter(letter -> topic == null || letter.topic().equals(topic))
                        .forEach(letter -> out.println(
                                json
                                        ? json(letter, box.redrivenAt(letter.id()))
                                        : line(letter, box.redrivenAt(letter.id()))));
        out.flush();
        return 0;
    }

    @Command(
            name = "show",
            description = {
                "One dead letter: key, headers with the stack trace, and the value decoded where it can be.",
                "Exit codes: 0 found, 1 there is none of that id, 3 no stack runs."
            },
            mixinStandardHelpOptions = true)
    int show(
            @Mixin ConnectionOptions connection,
            @Parameters(paramLabel = "ID", description = "As the list shows it.") String id,
            @Option(names = "--show-secrets", description = "Print secrets of catalog entries in clear.")
                    boolean showSecrets)
            throws IOException {
        DeadLetterId wanted = parse(id);
        KafkaConnection kafka = connection.kafka();
        Optional<DeadLetter> letter = DeadLetterTopic.read(kafka).letter(wanted);
        if (letter.isEmpty()) {
            spec.commandLine().getErr().println("there is no dead letter " + id + "; they are kept for 14 days");
            spec.commandLine().getErr().flush();
            return 1;
        }
        RecordLine line = RecordLine.decodingWith(
                new CachedSchemaRegistryClient(kafka.registryUrl(), SCHEMAS_CACHED), showSecrets);
        spec.commandLine().getOut().println(line.of(letter.get().record()).toPrettyString());
        spec.commandLine().getOut().flush();
        return 0;
    }

    @Command(
            name = "redrive",
            description = {
                "Writes dead letters back to the partition where they were read, key and value unchanged, and marks them:",
                "none is driven twice. Mend the cause first; what fails again becomes a new dead letter.",
                "Exit codes: 0 driven, 1 an id is unknown or was driven before, 3 no stack runs."
            },
            mixinStandardHelpOptions = true)
    int redrive(
            @Mixin ConnectionOptions connection,
            @Parameters(arity = "0..*", paramLabel = "ID", description = "Which; without any: all that wait.") @Nullable List<String> ids,
            @Option(names = "--topic", paramLabel = "TOPIC", description = "Only those that were read there.") @Nullable String topic,
            @Option(
                            names = "--max",
                            paramLabel = "N",
                            defaultValue = "1000",
                            description = "At most so many, the oldest first. Default: ${DEFAULT-VALUE}.")
                    int max,
            @Option(names = "--dry-run", description = "Print what would be driven, and write nothing.") boolean dryRun)
            throws IOException {
        List<DeadLetterId> wanted =
                ids == null ? List.of() : ids.stream().map(this::parse).toList();
        KafkaConnection kafka = connection.kafka();
        Predicate<DeadLetter> meant = letter -> (wanted.isEmpty() || wanted.contains(letter.id()))
                && (topic == null || letter.topic().equals(topic));
        List<DeadLetter> driven = dryRun
                ? DeadLetterTopic.read(kafka).waiting().stream()
                        .filter(meant)
                        .limit(max)
                        .toList()
                : Redrive.of(kafka, meant, max);
        PrintWriter out = spec.commandLine().getOut();
        driven.forEach(letter -> out.println(line(letter, null)));
        out.println((dryRun ? "would drive " : "drove ") + driven.size() + " again");
        out.flush();
        List<DeadLetterId> done = driven.stream().map(DeadLetter::id).toList();
        List<DeadLetterId> missed =
                wanted.stream().filter(id -> !done.contains(id)).toList();
        if (!missed.isEmpty() && driven.size() < max) {
            spec.commandLine().getErr().println("unknown, of another topic, or driven before: " + missed);
            spec.commandLine().getErr().flush();
            return 1;
        }
        return 0;
    }

    private DeadLetterId parse(String id) {
        return DeadLetterId.parse(id)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "\"" + id + "\" is no id of a dead letter; expected PARTITION-OFFSET"));
    }

    private static String line(DeadLetter letter, @Nullable Instant redrivenAt) {
        String message = letter.message().lines().findFirst().orElse("");
        return String.format(
                Locale.ROOT,
                "%-8s %s  %s partition %d offset %d  %s: %s%s%s",
                letter.id(),
                letter.at(),
                letter.topic(),
                letter.partition(),
                letter.offset(),
                letter.exception().substring(letter.exception().lastIndexOf('.') + 1),
                message.substring(0, Math.min(message.length(), MESSAGE_SHOWN)),
                letter.redrivenFrom() == null ? "" : "  (again, was " + letter.redrivenFrom() + ")",
                redrivenAt == null ? "" : "  driven again at " + redrivenAt);
    }

    private static ObjectNode json(DeadLetter letter, @Nullable Instant redrivenAt) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", letter.id().toString());
        json.put("at", letter.at().toString());
        json.put("topic", letter.topic());
        json.put("partition", letter.partition());
        json.put("offset", letter.offset());
        json.put("exception", letter.exception());
        json.put("message", letter.message());
        json.put("redriven_from", letter.redrivenFrom());
        json.put("redriven_at", redrivenAt == null ? null : redrivenAt.toString());
        return json;
    }
}
