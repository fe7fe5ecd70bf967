/**
 * Click caps: how many clicks an offer, or each affiliate on it, sends on in an hour, a day, a month or ever.
 *
 * <p>{@link dev.ricochet.gateway.clickcap.ClickCaps} decides in memory, on the event loop of the visitor. Gateways tell each
 * other what they have sent on: each writes its own counts to {@code ricochet.click-counts.v1} once a second, and
 * {@link dev.ricochet.gateway.clickcap.CountExchange} reads those of all. So a cap holds across gateways and restarts, and is
 * overrun by at most what the other gateways send on within about a second; while Kafka is away each counts on alone.
 */
@NullMarked
package dev.ricochet.gateway.clickcap;

import org.jspecify.annotations.NullMarked;
