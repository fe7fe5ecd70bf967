package dev.ricochet.local.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code endpoint …}: affiliates' servers, and what is sent to them. */
@Command(
        name = "endpoint",
        description = {
            "Affiliates' servers: their states, tests, and what is sent to them again.",
            "Exit codes: 0 done, 1 refused, 3 no stack runs."
        },
        mixinStandardHelpOptions = true)
public final class EndpointCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "say what: list, show, test, preview, pause, resume, disable, enable, replay or backfill");
    }

    @Command(description = "All of them, by state if one is named.", mixinStandardHelpOptions = true)
    int list(
            @Mixin SinkOptions sink,
            @Option(names = "--state", paramLabel = "STATE", description = "active, failing, disabled or paused.")
                    @Nullable String state)
            throws Exception {
        Map<String, @Nullable String> parameters = new HashMap<>();
        parameters.put("state", state);
        return sink.api().get(console(), "/endpoints", parameters);
    }

    @Command(description = "One of them: its state, since when, and why.", mixinStandardHelpOptions = true)
    int show(@Mixin SinkOptions sink, @Parameters(paramLabel = "ENDPOINT") String id) throws Exception {
        return sink.api().get(console(), "/endpoints/" + id, Map.of());
    }

    @Command(description = "Sends a marked example and shows what came of it.", mixinStandardHelpOptions = true)
    int test(@Mixin SinkOptions sink, @Parameters(paramLabel = "ENDPOINT") String id) throws Exception {
        return ask(sink, id, "test", SinkApi.fields());
    }

    @Command(description = "Shows the example without sending it.", mixinStandardHelpOptions = true)
    int preview(@Mixin SinkOptions sink, @Parameters(paramLabel = "ENDPOINT") String id) throws Exception {
        return ask(sink, id, "preview", SinkApi.fields());
    }

    @Command(description = "Calls it no more for now; what it would be told waits.", mixinStandardHelpOptions = true)
    int pause(@Mixin SinkOptions sink, @Parameters(paramLabel = "ENDPOINT") String id, @Mixin NoteOption note)
            throws Exception {
        return ask(sink, id, "pause", note.body());
    }

    @Command(description = "Calls a paused one again, with all that waited.", mixinStandardHelpOptions = true)
    int resume(@Mixin SinkOptions sink, @Parameters(paramLabel = "ENDPOINT") String id, @Mixin NoteOption note)
            throws Exception {
        return ask(sink, id, "resume", note.body());
    }

    @Command(
            description = "Calls it no more; what it would be told becomes a dead letter.",
            mixinStandardHelpOptions = true)
    int disable(@Mixin SinkOptions sink, @Parameters(paramLabel = "ENDPOINT") String id, @Mixin NoteOption note)
            throws Exception {
        return ask(sink, id, "disable", note.body());
    }

    @Command(description = "Calls a disabled one again.", mixinStandardHelpOptions = true)
    int enable(
            @Mixin SinkOptions sink,
            @Parameters(paramLabel = "ENDPOINT") String id,
            @Mixin NoteOption note,
            @Option(names = "--catch-up", description = "And sends what was given up since it began to fail.")
                    boolean catchUp)
            throws Exception {
        JsonNode answer =
                sink.api().ask(console(), path(id, "enable"), note.body().put("catch_up", catchUp));
        JsonNode begun = answer == null ? null : answer.get("catch_up");
        if (begun == null || !begun.hasNonNull("after")) {
            return SinkApi.exitCode(answer);
        }
        ObjectNode rest = SinkApi.fields().put("which", "given_up");
        for (String field : List.of("from", "to", "after")) {
            rest.set(field, begun.get(field));
        }
        return sink.api().postUntilComplete(console(), path(id, "replay"), rest);
    }

    @Command(
            description = "Sends again what was given up, or everything, of a time range. The ids stay the same.",
            mixinStandardHelpOptions = true)
    int replay(
            @Mixin SinkOptions sink,
            @Parameters(paramLabel = "ENDPOINT") String id,
            @Mixin ReplayOptions options,
            @Option(names = "--all", description = "Everything, not only what was given up.") boolean all)
            throws Exception {
        return sink.api()
                .postUntilComplete(
                        console(), path(id, "replay"), options.body().put("which", all ? "all" : "given_up"));
    }

    @Command(
            description = "Sends history to an endpoint that was not there: every change, or those that are meant.",
            mixinStandardHelpOptions = true)
    int backfill(@Mixin SinkOptions sink, @Parameters(paramLabel = "ENDPOINT") String id, @Mixin ReplayOptions options)
            throws Exception {
        return sink.api().postUntilComplete(console(), path(id, "backfill"), options.body());
    }

    /** {@code --note}. */
    static final class NoteOption {

        @Option(names = "--note", paramLabel = "TEXT", description = "Why; stands in the event.")
        private @Nullable String note;

        ObjectNode body() {
            return SinkApi.fields().put("note", note);
        }
    }

    private int ask(SinkOptions sink, String id, String verb, ObjectNode body) throws Exception {
        return sink.api().post(console(), path(id, verb), body);
    }

    private static String path(String id, String verb) {
        return "/endpoints/" + id + ":" + verb;
    }

    private CommandLine console() {
        return spec.commandLine();
    }
}
