package dev.ricochet.local.explain;

import dev.ricochet.kit.json.AvroJson;
import dev.ricochet.local.connection.ConnectionOptions;
import dev.ricochet.local.scan.Unreadable;
import dev.ricochet.schemas.event.RejectedRequest;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain RECEIPT_ID}: what became of one postback, and why. */
@Command(
        name = "explain",
        description = {
            "The whole story of one postback: click, request, outcome with its reason, conversion, calls to the affiliate.",
            "Takes the receipt_id of an accepted postback or the request id of a refused one.",
            "Exit codes: 0 found, 1 unknown, 3 no stack runs."
        },
        mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Parameters(paramLabel = "RECEIPT_ID", description = "The receipt_id with which the gateway answered.")
    private String receiptId;

    @Option(names = "--json", description = "One JSON object instead of text.")
    private boolean json;

    @Override
    public Integer call() {
        Optional<Instant> at = ReceiptId.earliest(receiptId);
        if (at.isEmpty()) {
            return unknown("\"" + receiptId + "\" is not a receipt id; expected a UUID of version 7 or 8");
        }
        StoryReader reader = new StoryReader(connection.kafka(), passedOver());
        Optional<Story> story = reader.read(receiptId, at.get());
        if (story.isPresent()) {
            return print(json ? StoryJson.of(story.get()) + "\n" : StoryText.of(story.get()));
        }
        Optional<RejectedRequest> refusal = reader.refusal(receiptId, at.get());
        if (refusal.isPresent()) {
            return print(json ? AvroJson.of(refusal.get()) + "\n" : StoryText.of(refusal.get()));
        }
        return unknown("no postback was received under " + receiptId + "; postbacks are kept for 90 days");
    }

    /** What cannot be read is not part of the story, and said once. */
    private Consumer<Unreadable> passedOver() {
        Set<Unreadable> said = new HashSet<>();
        return record -> {
            if (said.add(record)) {
                spec.commandLine().getErr().println("passed over: " + record.problem());
            }
        };
    }

    private int print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
        return 0;
    }

    private int unknown(String message) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(message);
        err.flush();
        return 1;
    }
}
