package dev.ricochet.attribution.settle.customer;

import dev.ricochet.schemas.state.SettleCustomer;
import org.jspecify.annotations.Nullable;

/** The customers that an offer's ledger remembers, by offer and customer_id. */
@FunctionalInterface
public interface Customers {

    @Nullable SettleCustomer of(String key);
}
