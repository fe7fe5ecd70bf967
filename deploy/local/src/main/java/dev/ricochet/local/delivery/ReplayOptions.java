package dev.ricochet.local.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which changes are meant. */
final class ReplayOptions {

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Changes at or after it, such as 2026-11-22T12:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Changes before it. Default: now.")
    private @Nullable String to;

    @Option(names = "--status", paramLabel = "STATUS", split = ",", description = "Only these statuses.")
    private List<String> statuses = List.of();

    @Option(names = "--goal", paramLabel = "GOAL", split = ",", description = "Only these goals.")
    private List<String> goals = List.of();

    @Option(names = "--offer", paramLabel = "OFFER", split = ",", description = "Only these offers.")
    private List<String> offers = List.of();

    @Option(names = "--source", paramLabel = "SOURCE", split = ",", description = "Only these traffic sources.")
    private List<String> sources = List.of();

    @Option(names = "--preview", description = "Counts them and sends nothing.")
    private boolean preview;

    ObjectNode body() {
        ObjectNode body = SinkApi.fields();
        body.put("from", from);
        body.put("to", to);
        list(body, "statuses", statuses);
        list(body, "goals", goals);
        list(body, "offers", offers);
        list(body, "sources", sources);
        return body.put("preview", preview);
    }

    private static void list(ObjectNode body, String name, List<String> values) {
        if (!values.isEmpty()) {
            values.forEach(body.withArray(name)::add);
        }
    }
}
