package dev.ricochet.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricochet.local.connection.DataDirectoryOption;
import dev.ricochet.local.connection.NotRunning;
import dev.ricochet.local.stack.StackRecord;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: asks every part how it is doing. */
@Command(
        name = "status",
        description = {
            "Shows the parts of the running stack, each asked now.",
            "Exit codes: 0 all ready, 1 a part is not ready or gone, 3 no stack runs."
        },
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        Path directory = data.directory();
        StackRecord stack = StackRecord.ofRunning(directory).orElseThrow(() -> new NotRunning(directory));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writeValueAsString(toJson(stack)));
        } else {
            StackTable.print(stack, out);
        }
        out.flush();
        boolean ready = stack.processes().stream().map(PartState::of).allMatch(PartState.Ready.class::isInstance);
        return ready ? ExitCode.OK : ExitCode.FAILED;
    }

    private static ObjectNode toJson(StackRecord stack) {
        ObjectNode root = JSON.createObjectNode()
                .put("supervisor_pid", stack.supervisor().pid())
                .put("bootstrap_servers", stack.bootstrapServers())
                .put("registry_url", stack.registryUrl())
                .put("gateway_url", stack.gatewayUrl());
        ArrayNode parts = root.putArray("parts");
        for (StackRecord.Part part : stack.processes()) {
            PartState state = PartState.of(part);
            parts.addObject()
                    .put("name", part.name())
                    .put("pid", part.process().pid())
                    .put("state", state.word())
                    .put("detail", state.detail())
                    .put("address", part.address())
                    .put("log", part.log());
        }
        return root;
    }
}
