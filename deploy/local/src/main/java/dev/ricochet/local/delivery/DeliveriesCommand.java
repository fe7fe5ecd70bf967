package dev.ricochet.local.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deliveries …}: what was tried, what was given up, and one of them once more. */
@Command(
        name = "deliveries",
        description = {
            "What was tried and what was given up, and one delivery once more.",
            "Exit codes: 0 done, 1 refused, 3 no stack runs."
        },
        mixinStandardHelpOptions = true)
public final class DeliveriesCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what: attempts, dead-letters or resend");
    }

    @Command(description = "Attempts, the newest last.", mixinStandardHelpOptions = true)
    int attempts(
            @Mixin SinkOptions sink,
            @Mixin HistoryOptions history,
            @Option(names = "--result", paramLabel = "RESULT", description = "delivered, failed, gone or deferred.")
                    @Nullable String result,
            @Option(names = "--status", paramLabel = "CODE", description = "The HTTP status answered.") @Nullable String status)
            throws Exception {
        Map<String, @Nullable String> parameters = history.parameters();
        parameters.put("result", result);
        parameters.put("status", status);
        return sink.api().get(spec.commandLine(), "/attempts", parameters);
    }

    @Command(name = "dead-letters", description = "What was given up.", mixinStandardHelpOptions = true)
    int deadLetters(
            @Mixin SinkOptions sink,
            @Mixin HistoryOptions history,
            @Option(names = "--reason", paramLabel = "REASON", description = "exhausted, endpoint_gone, …") @Nullable String reason)
            throws Exception {
        Map<String, @Nullable String> parameters = history.parameters();
        parameters.put("reason", reason);
        return sink.api().get(spec.commandLine(), "/dead-letters", parameters);
    }

    @Command(
            description = "Tells an endpoint of a conversion once more, under the same id.",
            mixinStandardHelpOptions = true)
    int resend(
            @Mixin SinkOptions sink,
            @Option(names = "--endpoint", paramLabel = "ENDPOINT", required = true) String endpointId,
            @Option(names = "--conversion", paramLabel = "CONVERSION", required = true) String conversionId,
            @Option(names = "--conversion-version", paramLabel = "N", description = "Default: the newest.") @Nullable Integer version)
            throws Exception {
        ObjectNode body = SinkApi.fields().put("endpoint_id", endpointId).put("conversion_id", conversionId);
        body.put("version", version);
        return sink.api().post(spec.commandLine(), "/deliveries:resend", body);
    }

    /** What both histories are narrowed by. */
    static final class HistoryOptions {

        @Option(names = "--conversion", paramLabel = "CONVERSION")
        private @Nullable String conversionId;

        @Option(names = "--endpoint", paramLabel = "ENDPOINT")
        private @Nullable String endpointId;

        @Option(
                names = "--from",
                paramLabel = "TIME",
                description = "Default: an hour ago; a week ago where a conversion is named.")
        private @Nullable String from;

        @Option(names = "--to", paramLabel = "TIME", description = "Default: now.")
        private @Nullable String to;

        @Option(names = "--limit", paramLabel = "N", description = "The newest N. Default: 50.")
        private @Nullable String limit;

        Map<String, @Nullable String> parameters() {
            Map<String, @Nullable String> parameters = new HashMap<>();
            parameters.put("conversion_id", conversionId);
            parameters.put("endpoint_id", endpointId);
            parameters.put("from", from);
            parameters.put("to", to);
            parameters.put("limit", limit);
            return parameters;
        }
    }
}
