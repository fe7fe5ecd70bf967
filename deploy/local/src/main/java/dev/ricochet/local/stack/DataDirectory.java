package dev.ricochet.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where what lies below the data directory; see the package's overview. */
record DataDirectory(Path root) {

    static DataDirectory create(Path root) {
        try {
            Files.createDirectories(root.resolve("logs"));
            return new DataDirectory(root);
        } catch (IOException e) {
            throw new UncheckedIOException("the data directory " + root + " cannot be made", e);
        }
    }

    Path broker() {
        return root.resolve("broker");
    }

    Path brokerProperties() {
        return root.resolve("broker.properties");
    }

    Path registry() {
        return root.resolve("registry");
    }

    Path service(StackService service) {
        return root.resolve("services").resolve(service.processName());
    }

    Path clickKeys() {
        return root.resolve("keys").resolve("click-keys");
    }

    /** As a line for {@code curl -H @FILE}. */
    Path adminKey() {
        return root.resolve("keys").resolve("admin-key");
    }

    /** What the gateway knows of it. */
    Path apiKeys() {
        return root.resolve("keys").resolve("api-keys");
    }

    Path log(String processName) {
        return root.resolve("logs").resolve(processName + ".log");
    }

    Path lock() {
        return root.resolve("stack.lock");
    }
}
