package dev.ricochet.gateway.key;

import dev.ricochet.kit.service.ServiceRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of the moment. A file that becomes unreadable or wrong is reported and leaves those that were there: half a file,
 * caught while somebody writes it, must not lock everybody out.
 */
public final class ApiKeys {
    private static final Logger log = LoggerFactory.getLogger(ApiKeys.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final @Nullable Path file;
    private volatile List<ApiKey> keys;
    private String lastProblem = "";

    /** Keys that never change. */
    public ApiKeys(List<ApiKey> keys) {
        this.file = null;
        this.keys = List.copyOf(keys);
    }

    private ApiKeys(Path file) {
        this.file = file;
        this.keys = KeyFile.read(file);
    }

    /**
     * Reads the file, and again every few seconds; without a file there are no keys.
     *
     * @throws IllegalArgumentException if the file is wrong at the start
     */
    public static ApiKeys follow(@Nullable Path file, ServiceRuntime runtime) {
        if (file == null) {
            return new ApiKeys(List.of());
        }
        ApiKeys keys = new ApiKeys(file);
        long timer = runtime.vertx()
                .setPeriodic(
                        LOOK_EVERY.toMillis(),
                        id -> runtime.vertx().executeBlocking(() -> {
                            keys.look();
                            return null;
                        }));
        runtime.onShutdown("API keys", () -> runtime.vertx().cancelTimer(timer));
        return keys;
    }

    /** Whether anybody can be let in. */
    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The holder of this key, or null. Every key is looked at, so that the time tells nothing of which were near. */
    public @Nullable ApiKey holderOf(String key) {
        ApiKey.Hash shown = ApiKey.Hash.of(key);
        ApiKey holder = null;
        for (ApiKey known : keys) {
            if (known.hash().equals(shown)) {
                holder = known;
            }
        }
        return holder;
    }

    /** Reads the file again. */
    synchronized void look() {
        if (file == null) {
            return;
        }
        try {
            List<ApiKey> now = KeyFile.read(file);
            if (!now.equals(keys)) {
                keys = now;
                log.atInfo().addKeyValue("keys", now.size()).log("The API keys have changed");
            }
            lastProblem = "";
        } catch (IllegalArgumentException wrong) {
            String problem = String.valueOf(wrong.getMessage());
            if (!problem.equals(lastProblem)) {
                lastProblem = problem;
                log.atError()
                        .addKeyValue("file", file)
                        .addKeyValue("problem", problem)
                        .log("The file of API keys is wrong, the keys stay as they were");
            }
        }
    }
}
