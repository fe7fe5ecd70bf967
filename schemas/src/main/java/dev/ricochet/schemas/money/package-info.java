/**
 * Amounts of money, exact from the wire to the ledger.
 */
@NullMarked
package dev.ricochet.schemas.money;

import org.jspecify.annotations.NullMarked;
