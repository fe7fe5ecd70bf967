package dev.ricochet.gateway;

import dev.ricochet.gateway.setup.PublicUrl;
import dev.ricochet.kit.config.Settings;
import dev.ricochet.kit.key.KeyFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The admin API on the management port.
 *
 * @param keysFile null: nobody can use it
 * @param publicUrl null: this machine's own name and the public port
 */
record AdminSettings(@Nullable Path keysFile, @Nullable PublicUrl publicUrl) {
    private static final String KEYS_FILE = "RICOCHET_GATEWAY_API_KEYS_FILE";
    private static final String PUBLIC_URL = "RICOCHET_GATEWAY_PUBLIC_URL";

    static AdminSettings from(Settings settings) {
        return new AdminSettings(
                KeyFile.from(
                        settings,
                        KEYS_FILE,
                        "Who may use the admin API: lines of `name role sha256-of-the-key-in-hex` with the roles read and admin. Read again when it changes; without it nobody may."),
                publicUrl(settings));
    }

    private static @Nullable PublicUrl publicUrl(Settings settings) {
        String url = settings.optionalText(
                PUBLIC_URL,
                "How the world reaches the public port, such as https://track.example.com, for the URLs that are handed over. Without it http://localhost and the port.");
        if (url == null) {
            return null;
        }
        try {
            return PublicUrl.parse(url);
        } catch (IllegalArgumentException wrong) {
            settings.problem(
                    PUBLIC_URL + "=" + url + " is wrong, expected: an absolute HTTP URL (" + wrong.getMessage() + ")");
            return null;
        }
    }
}
