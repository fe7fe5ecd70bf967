package dev.ricochet.local.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What a supervisor that was killed leaves: parts that notice it and are still shutting down. They hold ports and files for
 * some seconds more.
 */
final class Leftovers {

    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private Leftovers() {}

    /** Waits until they have ended, and kills what has not by then. */
    static void awaitEnd(Path dataDirectory, Progress progress) {
        List<ProcessHandle> alive = StackRecord.read(dataDirectory).stream()
                .flatMap(stack -> stack.processes().stream())
                .flatMap(part -> part.process().find().stream())
                .toList();
        if (!alive.isEmpty()) {
            progress.say("waiting for " + alive.size() + " processes of the last run to end");
            CompletableFuture.allOf(alive.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            alive.forEach(ProcessHandle::destroyForcibly);
        }
        StackRecord.clear(dataDirectory);
    }
}
