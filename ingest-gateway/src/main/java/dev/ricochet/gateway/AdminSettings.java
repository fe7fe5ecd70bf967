package dev.ricochet.gateway;

import dev.ricochet.gateway.key.KeyFile;
import dev.ricochet.gateway.setup.PublicUrl;
import dev.ricochet.kit.config.Settings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The admin API on the management port.
 *
 * @param keysFile null: nobody can use it
 * @param publicUrl null: this machine's own name and the public port
 */
record AdminSettings(@Nullable Path keysFile, @Nullable PublicUrl publicUrl) {

    static AdminSettings from(Settings settings) {
        return new AdminSettings(
                settings.parsed(
                        "RICOCHET_GATEWAY_API_KEYS_FILE",
                        "",
                        "Who may use the admin API; read again when it changes. Without it nobody may.",
                        "path of a file with lines of: name role sha256-of-the-key-in-hex; roles read and admin",
                        AdminSettings::keys,
                        null),
                settings.parsed(
                        "RICOCHET_GATEWAY_PUBLIC_URL",
                        "",
                        "How the world reaches the public port, for the URLs that are handed over; empty for http://localhost and the port.",
                        "absolute URL such as https://track.example.com",
                        text -> text.isEmpty() ? null : PublicUrl.parse(text),
                        null));
    }

    private static @Nullable Path keys(String file) {
        if (file.isEmpty()) {
            return null;
        }
        Path path = Path.of(file);
        KeyFile.read(path);
        return path;
    }
}
