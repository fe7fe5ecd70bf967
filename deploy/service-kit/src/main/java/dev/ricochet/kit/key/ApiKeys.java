package dev.ricochet.kit.key;

import dev.ricochet.kit.service.ServiceRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of the moment. Half a file, caught while somebody writes it, must not lock everybody out: what a file says is
 * believed when two looks in a row find the same. Then a file that is unreadable or wrong is reported and leaves the keys
 * that were there; one that is empty or gone leaves nobody a key.
 */
public final class ApiKeys {
    private static final Logger log = LoggerFactory.getLogger(ApiKeys.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final @Nullable Path file;
    private volatile List<ApiKey> keys;
    private Finding last;
    private Finding believed;

    /** What a look found: keys, or why there are none to be had. */
    private record Finding(List<ApiKey> keys, @Nullable String problem) {}

    /** Keys that never change. */
    public ApiKeys(List<ApiKey> keys) {
        this.file = null;
        this.keys = List.copyOf(keys);
        this.last = new Finding(this.keys, null);
        this.believed = last;
    }

    private ApiKeys(Path file) {
        this.file = file;
        this.keys = KeyFile.read(file);
        this.last = new Finding(keys, null);
        this.believed = last;
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
        Finding found = read(file);
        boolean certain = found.equals(last);
        last = found;
        if (certain && !found.equals(believed)) {
            believed = found;
            believe(found, file);
        }
    }

    private void believe(Finding found, Path file) {
        if (found.problem != null) {
            log.atError()
                    .addKeyValue("file", file)
                    .addKeyValue("problem", found.problem)
                    .log("The file of API keys is wrong, the keys stay as they were");
        } else if (!found.keys.equals(keys)) {
            keys = found.keys;
            log.atInfo().addKeyValue("keys", keys.size()).log("The API keys have changed");
        }
    }

    private static Finding read(Path file) {
        if (Files.notExists(file)) {
            return new Finding(List.of(), null);
        }
        try {
            return new Finding(KeyFile.read(file), null);
        } catch (IllegalArgumentException wrong) {
            return new Finding(List.of(), String.valueOf(wrong.getMessage()));
        }
    }
}
