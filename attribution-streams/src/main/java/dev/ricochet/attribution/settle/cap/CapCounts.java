package dev.ricochet.attribution.settle.cap;

import dev.ricochet.schemas.state.SettleCount;
import org.jspecify.annotations.Nullable;

/** What each counter holds now. */
@FunctionalInterface
public interface CapCounts {

    /** Null for a counter that never counted. */
    @Nullable SettleCount of(String counterId);
}
