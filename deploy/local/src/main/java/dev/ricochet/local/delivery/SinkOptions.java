package dev.ricochet.local.delivery;

import dev.ricochet.local.connection.DataDirectoryOption;
import dev.ricochet.local.connection.NotRunning;
import dev.ricochet.local.stack.AdminKey;
import dev.ricochet.local.stack.StackRecord;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a sink's admin API is, and with whose key it is asked: as the options say, else the running stack's. */
final class SinkOptions {

    private static final String SINK = "payout-sink";

    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Option(
            names = "--sink-url",
            paramLabel = "URL",
            description = "A sink's management port. Default: the running stack's.")
    private @Nullable URI url;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "Holds the line `Authorization: Bearer …`. Default: the local stack's admin key.")
    private @Nullable Path keyFile;

    SinkApi api() {
        Path directory = data.directory();
        return new SinkApi(
                url != null ? url : ofStack(directory),
                AdminKey.read(keyFile != null ? keyFile : AdminKey.in(directory)));
    }

    private static URI ofStack(Path directory) {
        return StackRecord.ofRunning(directory).orElseThrow(() -> new NotRunning(directory)).processes().stream()
                .filter(part -> part.name().equals(SINK))
                .findFirst()
                .map(part -> URI.create(part.address()))
                .orElseThrow(() -> new NotRunning(directory));
    }
}
