package dev.ricochet.local.process;

import org.jspecify.annotations.Nullable;

/** Asks a process from outside whether it does its work. */
@FunctionalInterface
public interface ReadinessProbe {

    /** Null when ready, else what is missing, in words for a person. Must return within a few seconds. */
    @Nullable String whyNotReady();
}
