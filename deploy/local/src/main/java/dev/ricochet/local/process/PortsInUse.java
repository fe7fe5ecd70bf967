package dev.ricochet.local.process;

import java.util.List;

/** Somebody else listens where a process of ours would. */
public final class PortsInUse extends RuntimeException {

    PortsInUse(List<String> taken) {
        super(
                "%s in use by another program: %s. Stop that program, or move the stack with --port-offset or the port options."
                        .formatted(taken.size() == 1 ? "a port is" : "ports are", String.join(", ", taken)));
    }
}
