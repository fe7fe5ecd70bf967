package dev.ricochet.attribution.settle.fraud;

import dev.ricochet.schemas.state.SettleWindow;
import org.jspecify.annotations.Nullable;

/** What was counted lately, by key. */
@FunctionalInterface
public interface Windows {

    @Nullable SettleWindow of(String key);
}
