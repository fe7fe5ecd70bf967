/**
 * Amounts of money, exact from the wire to the ledger, and what a conversion is worth.
 */
@NullMarked
package dev.ricochet.schemas.money;

import org.jspecify.annotations.NullMarked;
