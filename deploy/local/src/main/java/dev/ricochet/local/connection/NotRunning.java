package dev.ricochet.local.connection;

import java.nio.file.Path;

/** A command needs a running stack and there is none. */
public final class NotRunning extends RuntimeException {

    public NotRunning(Path dataDirectory) {
        super("no stack runs on " + dataDirectory
                + ". Start one with `deploy/ricochet up --detach`, or name another directory with --data.");
    }
}
