/**
 * What a postback does to its conversion: {@link dev.ricochet.attribution.settle.ledger.Ledger} is one pure function from
 * the conversion as it stands (or none), the postback, the rules and the cap counts to a
 * {@link dev.ricochet.attribution.settle.ledger.Decision}.
 *
 * <p>{@code Opening} makes new conversions (fraud, price, caps, in this order), {@code Change} moves those that exist along
 * the {@linkplain dev.ricochet.attribution.settle.lifecycle.Lifecycle table of transitions}, {@code Amendment} replaces or
 * adds amounts where a goal's dedupe mode says so. A conversion that a rule refuses is entered too, with status REJECTED
 * and no money, so that a later postback about it finds why it was refused and nothing is judged twice.
 */
@NullMarked
package dev.ricochet.attribution.settle.ledger;

import org.jspecify.annotations.NullMarked;
