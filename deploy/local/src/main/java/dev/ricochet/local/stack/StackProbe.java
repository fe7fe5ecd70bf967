package dev.ricochet.local.stack;

import org.jspecify.annotations.Nullable;

/** Asks a part of a stack that another process runs whether it is ready. */
public final class StackProbe {

    private StackProbe() {}

    /** Null when ready, else what is missing. */
    public static @Nullable String whyNotReady(StackRecord.Part part) {
        return switch (part.name()) {
            case Broker.NAME -> Broker.probe(part.address()).whyNotReady();
            case Registry.NAME -> Registry.probe(part.address()).whyNotReady();
            default -> ServiceProcesses.probe(part.address()).whyNotReady();
        };
    }
}
