package dev.ricochet.local.connection;

import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.local.stack.StackRecord;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How broker and registry are reached: as the options say, else where the stack runs that uses the data directory. All
 * methods fail with {@link NotRunning} when neither tells.
 */
public final class ConnectionOptions {

    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Kafka. Default: the running stack's.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--registry-url",
            paramLabel = "URL",
            description = "Schema registry. Default: the running stack's.")
    private @Nullable String registryUrl;

    public String bootstrapServers() {
        return bootstrapServers != null ? bootstrapServers : stack().bootstrapServers();
    }

    public String registryUrl() {
        return registryUrl != null ? registryUrl : stack().registryUrl();
    }

    public KafkaConnection kafka() {
        return new KafkaConnection(bootstrapServers(), registryUrl(), Map.of());
    }

    /** The running stack. */
    public StackRecord stack() {
        Path directory = data.directory();
        return StackRecord.ofRunning(directory).orElseThrow(() -> new NotRunning(directory));
    }
}
