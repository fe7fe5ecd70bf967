package dev.ricochet.attribution.settle.dedupe;

import dev.ricochet.schemas.state.SettleClaim;

/** A claim that has to be kept. */
public record NewClaim(String identityKey, SettleClaim claim) {}
