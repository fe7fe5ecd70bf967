package dev.ricochet.local.stack;

import java.nio.file.Path;

/** Another stack runs on the data directory. */
public final class StackInUse extends RuntimeException {

    StackInUse(Path dataDirectory) {
        super("a stack runs on " + dataDirectory
                + " already. Look at it with `deploy/ricochet status`, stop it with `deploy/ricochet down`, or choose"
                + " another directory with --data.");
    }
}
