package dev.ricochet.attribution.match;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.catalog.AttributionModel;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.ClickKind;
import dev.ricochet.schemas.event.Touch;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The touches that lead to a conversion, the oldest first, and who is credited for them.
 *
 * <p>A touch counts until its own window has passed, the offer's for clicks or for impressions. Impressions lose to any click:
 * where there is a click, they do not count. Touches of blocked affiliates do not count. At most the newest
 * {@value #NEWEST} and the first one do. The conversion belongs to the touch with the greatest credit, of equals to the newest.
 *
 * @param touches the clicks; never empty
 * @param credits the share of each
 */
record VisitorPath(List<Click> touches, List<BigDecimal> credits) {

    static final int NEWEST = 20;

    /** True if the offer wants to know what came before this click. */
    static boolean isAskedFor(Offer offer, Click named) {
        boolean shares = offer.getAttribution() != AttributionModel.LAST_CLICK
                && offer.getAttribution() != AttributionModel.UNKNOWN;
        return named.getVisitorId() != null && (shares || named.getKind() == ClickKind.IMPRESSION);
    }

    /** Of a visitor's clicks, the named one among them; null where none of them counts any more. */
    static @Nullable VisitorPath of(List<Click> visits, Offer offer, Catalog catalog, Instant convertedAt) {
        List<Click> counting = visits.stream()
                .filter(visit -> Window.of(offer, visit.getKind()).holds(visit, convertedAt))
                .filter(visit -> !Blocking.isBlocked(visit.getAffiliateId(), catalog))
                .toList();
        List<Click> clicks = counting.stream()
                .filter(visit -> visit.getKind() == ClickKind.CLICK)
                .toList();
        List<Click> touches = bounded(clicks.isEmpty() ? counting : clicks);
        return touches.isEmpty()
                ? null
                : new VisitorPath(
                        touches,
                        Credits.of(
                                offer.getAttribution(),
                                touches.stream().map(Click::getClickedAt).toList()));
    }

    /** The click to which the conversion belongs. */
    Click credited() {
        int greatest = 0;
        for (int i = 1; i < credits.size(); i++) {
            if (credits.get(i).compareTo(credits.get(greatest)) >= 0) {
                greatest = i;
            }
        }
        return touches.get(greatest);
    }

    /** As it stands in records. */
    List<Touch> told() {
        List<Touch> told = new ArrayList<>();
        for (int i = 0; i < touches.size(); i++) {
            Click click = touches.get(i);
            told.add(Touch.newBuilder()
                    .setClickId(click.getClickId())
                    .setKind(click.getKind())
                    .setClickedAt(click.getClickedAt())
                    .setAffiliateId(click.getAffiliateId())
                    .setCredit(credits.get(i))
                    .setSource(click.getSource())
                    .setSubs(click.getSubs())
                    .build());
        }
        return told;
    }

    private static List<Click> bounded(List<Click> touches) {
        if (touches.size() <= NEWEST + 1) {
            return touches;
        }
        List<Click> bounded = new ArrayList<>();
        bounded.add(touches.get(0));
        bounded.addAll(touches.subList(touches.size() - NEWEST, touches.size()));
        return bounded;
    }
}
