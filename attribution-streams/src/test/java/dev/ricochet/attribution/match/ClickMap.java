package dev.ricochet.attribution.match;

import static dev.ricochet.testkit.fixture.Fixtures.CLICK_IDS;
import static dev.ricochet.testkit.fixture.Fixtures.NOON;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.state.MatchHeldPostback;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What match would say if it knew every click at once and never stopped: clicks in a map, and the same decision. */
final class ClickMap implements ClickFinder {

    private final Map<String, Click> clicks = new HashMap<>();
    private final List<Click> inOrder;
    private final Catalog catalog;
    private final Matcher matcher = new Matcher(CLICK_IDS, Duration.ofMinutes(10));

    ClickMap(List<Click> inOrder, Catalog catalog) {
        this.inOrder = inOrder;
        this.catalog = catalog;
        inOrder.forEach(click -> clicks.put(click.getClickId(), click));
    }

    MatchedPostback decide(Postback postback) {
        MatchDecision decision = matcher.decide(postback, catalog, this);
        if (decision instanceof MatchDecision.Held held) {
            decision = matcher.expire(
                    MatchHeldPostback.newBuilder()
                            .setPostback(postback)
                            .setDeadlineAt(postback.getReceivedAt().plus(held.hold()))
                            .setHoldMs(held.hold().toMillis())
                            .setOfferId(held.offer().getId())
                            .setOfferVersion(held.offer().getVersion())
                            .build(),
                    catalog);
        }
        return decision instanceof MatchDecision.Matched matched
                ? matched.matched()
                : ((MatchDecision.Unmatched) decision).of(postback);
    }

    @Override
    public Answer find(String clickId) {
        Click click = clicks.get(clickId);
        return click == null ? new Answer.Absent() : new Answer.Found(click);
    }

    @Override
    public List<Click> visits(Click upTo, Instant since) {
        return inOrder.stream()
                .filter(click -> upTo.getOfferId().equals(click.getOfferId()))
                .filter(click -> upTo.getVisitorId().equals(click.getVisitorId()))
                .filter(click -> !click.getClickedAt().isBefore(since))
                .filter(click -> click.getClickId().compareTo(upTo.getClickId()) <= 0)
                .sorted(Comparator.comparing(Click::getClickId))
                .toList();
    }

    @Override
    public boolean isComplete() {
        return true;
    }

    @Override
    public Instant keptSince() {
        return NOON.minus(Duration.ofDays(91));
    }
}
