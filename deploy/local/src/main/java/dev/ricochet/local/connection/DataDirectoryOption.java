package dev.ricochet.local.connection;

import dev.ricochet.local.stack.Installation;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --data DIR}. */
public final class DataDirectoryOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where all state lies. Default: the variable RICOCHET_DATA, else data/ in the project's directory.")
    private @Nullable Path chosen;

    public Path directory() {
        Path directory = chosen != null ? chosen : Installation.find().defaultData();
        return directory.toAbsolutePath().normalize();
    }
}
