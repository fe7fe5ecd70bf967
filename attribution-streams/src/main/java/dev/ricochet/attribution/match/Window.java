package dev.ricochet.attribution.match;

import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.ClickKind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a click, or an impression, is credited by an offer.
 *
 * @param length null where the offer credits none of the kind
 */
record Window(@Nullable Duration length) {

    static Window of(Offer offer, ClickKind kind) {
        if (kind == ClickKind.CLICK) {
            return new Window(Duration.ofMillis(offer.getClickWindowMs()));
        }
        Long view = offer.getViewWindowMs();
        return new Window(view == null ? null : Duration.ofMillis(view));
    }

    /** The longest of an offer: nothing older has to be looked at. */
    static Duration longest(Offer offer) {
        Long view = offer.getViewWindowMs();
        return Duration.ofMillis(Math.max(offer.getClickWindowMs(), view == null ? 0 : view));
    }

    boolean holds(Click click, Instant convertedAt) {
        return length != null && age(click, convertedAt).compareTo(length) <= 0;
    }

    /** By the time in the click's id, which is signed. */
    static Duration age(Click click, Instant convertedAt) {
        return Duration.between(Instant.ofEpochMilli(ClickIds.millisOf(click.getClickId())), convertedAt);
    }
}
