package dev.ricochet.sink.http;

import dev.ricochet.kit.config.Settings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What stands between this process and the world.
 *
 * @param proxy through which all requests leave; null: none
 * @param certificates where client certificates lie; null: there are none
 */
public record WayOut(
        @Nullable ProxySettings proxy, @Nullable Path certificates) {

    /** Straight out, with no certificates. */
    public static final WayOut OPEN = new WayOut(null, null);

    public static WayOut from(Settings settings) {
        return new WayOut(
                ProxySettings.from(settings),
                settings.optionalPath(
                        "RICOCHET_CLIENT_CERTIFICATES_DIR",
                        "Directory of the client certificates that endpoints name: NAME.crt and NAME.key, PEM. A changed certificate is read anew."));
    }
}
