package dev.ricochet.attribution.settle.ledger;

import dev.ricochet.schemas.state.SettleEntry;
import org.jspecify.annotations.Nullable;

/** The conversions of a ledger, by their id. */
@FunctionalInterface
public interface Entries {

    @Nullable SettleEntry of(String conversionId);
}
