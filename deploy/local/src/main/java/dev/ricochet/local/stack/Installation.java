package dev.ricochet.local.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The project's directory, whose build output the stack runs.
 *
 * <p>Found by the system property {@code ricochet.home} (which the launcher and the build's tests set), else by the
 * environment variable {@code RICOCHET_HOME}, else upwards from the working directory.
 */
public record Installation(Path home) {

    private static final String BUILD_HINT = "; build it with `./mvnw -Dquick -DskipTests package` in ";

    public static Installation find() {
        return Optional.ofNullable(System.getProperty("ricochet.home"))
                .or(() -> Optional.ofNullable(System.getenv("RICOCHET_HOME")))
                .map(Path::of)
                .or(() -> upwardsFrom(Path.of("").toAbsolutePath()))
                .map(home -> new Installation(home.toAbsolutePath().normalize()))
                .orElseThrow(() -> new NotBuilt(
                        "the project's directory is not known: run deploy/ricochet, or set RICOCHET_HOME"));
    }

    /** The class path of a module that is run as an application. */
    public String classPathOf(String module) {
        Path libraries = home.resolve(module).resolve("target/app/lib");
        if (!Files.isDirectory(libraries)) {
            throw new NotBuilt(libraries + " is missing" + BUILD_HINT + home);
        }
        return libraries + "/*";
    }

    /** The directory into which the build unpacked the registry. */
    Path registry() {
        Path registry = home.resolve("deploy/local/target/registry");
        if (!Files.isDirectory(registry)) {
            throw new NotBuilt(registry + " is missing" + BUILD_HINT + home);
        }
        return registry;
    }

    public Path defaultData() {
        return Optional.ofNullable(System.getenv("RICOCHET_DATA"))
                .map(Path::of)
                .orElse(home.resolve("data"))
                .toAbsolutePath()
                .normalize();
    }

    private static Optional<Path> upwardsFrom(Path directory) {
        for (Path d = directory; d != null; d = d.getParent()) {
            if (Files.exists(d.resolve("deploy/ricochet")) && Files.exists(d.resolve("mvnw"))) {
                return Optional.of(d);
            }
        }
        return Optional.empty();
    }
}
