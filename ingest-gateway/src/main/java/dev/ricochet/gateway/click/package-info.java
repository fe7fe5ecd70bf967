/**
 * {@code /c/{offer_id}}: a visitor on the way to an offer.
 *
 * <p>{@link dev.ricochet.gateway.click.ClickPolicy} decides whether the offer takes the click, or one of its fallback
 * offers; {@link dev.ricochet.gateway.click.ClickDesk} gives it an id and a landing URL;
 * {@link dev.ricochet.gateway.click.LandingUrl} fills the offer's URL, whose host no parameter can change;
 * {@link dev.ricochet.gateway.click.ClickDoor} writes the click and sends the visitor on, at the latest when a small
 * deadline is over: a visitor never waits for Kafka. {@link dev.ricochet.gateway.click.ImpressionDoor} does the same for
 * {@code /i/{offer_id}}, where a visitor only sees a banner.
 */
@NullMarked
package dev.ricochet.gateway.click;

import org.jspecify.annotations.NullMarked;
