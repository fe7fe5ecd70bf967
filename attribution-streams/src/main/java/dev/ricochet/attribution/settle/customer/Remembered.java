package dev.ricochet.attribution.settle.customer;

import dev.ricochet.schemas.state.SettleCustomer;

/** A customer to keep. */
public record Remembered(String key, SettleCustomer customer) {}
