package dev.ricochet.gateway.clickcap;

import dev.ricochet.schemas.catalog.ClickCap;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.event.ClickCount;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Holds clicks against caps. An offer without caps costs nothing; memory is that of the caps' present periods, for offers and
 * affiliates of the catalog only. Shared by all event loops.
 */
public final class ClickCaps {
    private final String gateway;
    private final Map<Counted, Tally> tallies = new ConcurrentHashMap<>();
    private final ConversionCaps conversions = new ConversionCaps();

    /** @param gateway names this run among all of all gateways */
    public ClickCaps(String gateway) {
        this.gateway = gateway;
    }

    /** Counts a click toward all caps of the offer, or toward none where one of them, or of its conversions, is reached. */
    public boolean take(Offer offer, String affiliateId, Instant now) {
        if (!conversions.hasRoom(offer, affiliateId, now)) {
            return false;
        }
        List<ClickCap> caps = offer.getClickCaps();
        for (int i = 0; i < caps.size(); i++) {
            ClickCap cap = caps.get(i);
            if (!tally(Counted.by(cap, offer.getId(), affiliateId), now).take(cap.getCount(), now)) {
                giveBack(caps.subList(0, i), offer, affiliateId, now);
                return false;
            }
        }
        return true;
    }

    /** Takes back what {@link #take} counted, for a click that went nowhere. */
    public void giveBack(Offer offer, String affiliateId, Instant now) {
        giveBack(offer.getClickCaps(), offer, affiliateId, now);
    }

    private void giveBack(List<ClickCap> caps, Offer offer, String affiliateId, Instant now) {
        for (int i = 0; i < caps.size(); i++) {
            tally(Counted.by(caps.get(i), offer.getId(), affiliateId), now).giveBack();
        }
    }

    /** Whether a click would be sent on, which is not counted: a prefetch, a bot, a look at where a link leads. */
    public boolean hasRoom(Offer offer, String affiliateId, Instant now) {
        if (!conversions.hasRoom(offer, affiliateId, now)) {
            return false;
        }
        List<ClickCap> caps = offer.getClickCaps();
        for (int i = 0; i < caps.size(); i++) {
            ClickCap cap = caps.get(i);
            if (!tally(Counted.by(cap, offer.getId(), affiliateId), now).hasRoom(cap.getCount(), now)) {
                return false;
            }
        }
        return true;
    }

    /** Those of conversions, which settle counts. */
    public ConversionCaps conversions() {
        return conversions;
    }

    /** Takes in what a run of a gateway has written. Our own writes are known already. */
    void hear(ClickCount count, Instant now) {
        if (!count.getGateway().equals(gateway) && isZone(count.getZone())) {
            tally(Counted.of(count), now).hear(count, now);
        }
    }

    /** Gives each count that has changed since the last time, with its key, and forgets periods that are over. */
    void tell(Instant now, BiConsumer<Counted, ClickCount> listener) {
        tallies.forEach((counted, tally) -> {
            ClickCount news = tally.news(gateway);
            if (news != null) {
                listener.accept(counted, news);
            } else if (tally.isOver(now)) {
                tallies.remove(counted, tally);
            }
        });
    }

    /** What {@link #tell} gave could not be written. */
    void notTold(Counted counted) {
        Tally tally = tallies.get(counted);
        if (tally != null) {
            tally.notTold();
        }
    }

    String gateway() {
        return gateway;
    }

    /** How many counts are held. */
    int size() {
        return tallies.size();
    }

    private Tally tally(Counted counted, Instant now) {
        Tally known = tallies.get(counted);
        return known == null ? tallies.computeIfAbsent(counted, none -> new Tally(none, now)) : known;
    }

    private static boolean isZone(String zone) {
        try {
            var unused = ZoneId.of(zone);
            return true;
        } catch (DateTimeException unknown) {
            return false;
        }
    }
}
