package dev.ricochet.local.connection;

import java.nio.file.Files;
import java.nio.file.Path;

/** A command needs a running stack and there is none. */
public final class NotRunning extends RuntimeException {

    public NotRunning(Path dataDirectory) {
        super("no stack runs on " + dataDirectory
                + ". Start one with `deploy/ricochet up --detach`, or name another directory with --data."
                + howTheLastEnded(dataDirectory));
    }

    /** A stack that was started with {@code --detach} and lost a part has told nobody but its log. */
    private static String howTheLastEnded(Path dataDirectory) {
        return Files.exists(dataDirectory.resolve("logs/supervisor.log"))
                ? " `deploy/ricochet logs supervisor` tells how the last one in the background ended."
                : "";
    }
}
