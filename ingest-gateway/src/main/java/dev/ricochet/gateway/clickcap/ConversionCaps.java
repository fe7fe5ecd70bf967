package dev.ricochet.gateway.clickcap;

import dev.ricochet.kit.cap.CapStateKey;
import dev.ricochet.kit.period.Period;
import dev.ricochet.schemas.catalog.Cap;
import dev.ricochet.schemas.catalog.CapScope;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.OverCap;
import dev.ricochet.schemas.event.CapEvent;
import dev.ricochet.schemas.event.CapEventKind;
import dev.ricochet.schemas.event.CapMeasure;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which conversion caps are full, as settle tells: a click whose conversion would be rejected is better sent elsewhere. settle
 * alone is strict; what is heard here is a second old, and what is not heard yet has room. Shared by all event loops.
 */
public final class ConversionCaps {
    private final Map<String, CapEvent> full = new ConcurrentHashMap<>();

    ConversionCaps() {}

    /** Whether a conversion of the affiliate on the offer would be taken now, whatever its goal. */
    boolean hasRoom(Offer offer, String affiliateId, Instant now) {
        if (full.isEmpty()) {
            return true;
        }
        List<Cap> caps = offer.getCaps();
        for (int i = 0; i < caps.size(); i++) {
            if (isFull(caps.get(i), offer, affiliateId, now)) {
                return false;
            }
        }
        return true;
    }

    /** Takes in how a cap stands. */
    void hear(CapEvent state, Instant now) {
        String key = CapStateKey.of(state);
        Instant end = state.getPeriodEnd();
        boolean isOver = end != null && !now.isBefore(end);
        if (state.getKind() == CapEventKind.REACHED && !isOver) {
            full.put(key, state);
        } else {
            full.remove(key);
        }
    }

    /** Forgets periods that are over. */
    void forget(Instant now) {
        full.values().removeIf(state -> state.getPeriodEnd() != null && !now.isBefore(state.getPeriodEnd()));
    }

    /** How many full caps are known. */
    int size() {
        return full.size();
    }

    /** By the limits of today's catalog: a cap that was raised has room until settle says otherwise. */
    private boolean isFull(Cap cap, Offer offer, String affiliateId, Instant now) {
        boolean rejects = cap.getOver() != OverCap.PENDING && cap.getOver() != OverCap.PAY_ZERO;
        boolean stopsAll = (cap.getGoal() == null && cap.getScope() != CapScope.GOAL)
                || offer.getGoals().size() == 1;
        if (!rejects || !stopsAll) {
            return false;
        }
        String goal = cap.getScope() == CapScope.GOAL ? offer.getGoals().get(0).getId() : cap.getGoal();
        CapStateKey key = new CapStateKey(
                offer.getId(),
                cap.getScope() == CapScope.AFFILIATE ? affiliateId : null,
                goal,
                Period.of(cap.getPeriod(), ZoneId.of(cap.getZone()), now).start());
        Long count = cap.getCount();
        return isFull(key, cap, CapMeasure.COUNT, count == null ? null : BigDecimal.valueOf(count))
                || isFull(key, cap, CapMeasure.PAYOUT, cap.getLimitPayout())
                || isFull(key, cap, CapMeasure.REVENUE, cap.getLimitRevenue());
    }

    private boolean isFull(CapStateKey key, Cap cap, CapMeasure measure, @Nullable BigDecimal limit) {
        return limit != null && full.containsKey(key.of(cap, measure, limit));
    }
}
