package dev.ricochet.gateway.lookup;

import java.time.Duration;

/** How much one question may read. */
public record ReadBounds(int records, Duration time) {}
