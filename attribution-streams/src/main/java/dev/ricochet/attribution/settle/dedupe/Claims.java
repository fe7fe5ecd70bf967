package dev.ricochet.attribution.settle.dedupe;

import dev.ricochet.schemas.state.SettleClaim;
import org.jspecify.annotations.Nullable;

/** Claims that are kept, by the key of their identity. */
@FunctionalInterface
public interface Claims {

    @Nullable SettleClaim of(String identityKey);
}
