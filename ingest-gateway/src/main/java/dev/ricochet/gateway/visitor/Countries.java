package dev.ricochet.gateway.visitor;

import org.jspecify.annotations.Nullable;

/** Where addresses are. */
@FunctionalInterface
public interface Countries {
    /** Knows none. */
    Countries UNKNOWN = address -> null;

    /** ISO 3166-1 alpha-2 code of an address; null where it is not known or no address. Cheap, and never asks a network. */
    @Nullable String of(String address);
}
