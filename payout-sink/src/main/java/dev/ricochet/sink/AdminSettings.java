package dev.ricochet.sink;

import dev.ricochet.kit.config.Settings;
import dev.ricochet.kit.key.KeyFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The admin API on the management port.
 *
 * @param keysFile null: nobody can use it
 */
record AdminSettings(@Nullable Path keysFile) {

    static AdminSettings from(Settings settings) {
        return new AdminSettings(
                KeyFile.from(
                        settings,
                        "RICOCHET_SINK_API_KEYS_FILE",
                        "Who may use the admin API: lines of `name role sha256-of-the-key-in-hex` with the roles read and admin. Read again when it changes; without it nobody may."));
    }
}
