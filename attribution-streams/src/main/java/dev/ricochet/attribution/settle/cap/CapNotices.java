package dev.ricochet.attribution.settle.cap;

import dev.ricochet.schemas.catalog.Cap;
import dev.ricochet.schemas.event.CapEvent;
import dev.ricochet.schemas.event.CapEventKind;
import dev.ricochet.schemas.state.CapLevel;
import dev.ricochet.schemas.state.CapNotice;
import dev.ricochet.schemas.state.SettleCount;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells once of each crossing of a limit: 80 %, full, room again. What was told last is kept with the counter, so neither a
 * crash nor a changed catalog makes it told twice or not at all.
 *
 * <p>A sum of money is full when it reaches its limit, or when a conversion was turned away by it, until something leaves:
 * otherwise a cap of 100 filled to 95 by payouts of 10 would never be called full.
 */
record CapNotices(CapSubject subject, CapMoves.Version version) {

    private static final BigDecimal WARNED_FROM = new BigDecimal("0.8");

    /** Readers keep the newest event of each cap for 400 days; what is full for longer is told again before. */
    private static final Duration TOLD_AGAIN_AFTER = Duration.ofDays(100);

    void tell(CapCounts counts, Map<String, SettleCount> changed, List<CapEvent> events) {
        Set<String> touched = new HashSet<>(changed.keySet());
        for (Cap cap : subject.offer().getCaps()) {
            if (!subject.concerns(cap)) {
                continue;
            }
            Counter counter = Counter.of(cap, subject);
            for (Limit limit : Limit.of(cap)) {
                boolean isFull = version.turnsAway(counter, limit);
                if (isFull || touched.contains(counter.id())) {
                    tell(counter, limit, isFull, counts, changed, events);
                }
            }
        }
    }

    private void tell(
            Counter counter,
            Limit limit,
            boolean turnsAway,
            CapCounts counts,
            Map<String, SettleCount> changed,
            List<CapEvent> events) {
        SettleCount kept = changed.containsKey(counter.id()) ? changed.get(counter.id()) : counts.of(counter.id());
        SettleCount count = kept != null ? kept : CapMoves.empty(counter);
        BigDecimal value = Tally.of(count).by(limit.measure());
        Map<String, CapNotice> known = count.getAnnounced();
        CapNotice told = known.isEmpty() ? null : known.get(limit.key());
        CapLevel level = level(limit, value, turnsAway, told);
        CapLevel before = told == null ? CapLevel.OPEN : told.getLevel();
        boolean isOld = told != null
                && level == CapLevel.REACHED
                && told.getToldAt().plus(TOLD_AGAIN_AFTER).isBefore(version.at());
        if (level == before && !isOld) {
            return;
        }
        Map<String, CapNotice> announced = new HashMap<>(known);
        announced.put(limit.key(), new CapNotice(level, value, version.at()));
        changed.put(
                counter.id(),
                SettleCount.newBuilder(count).setAnnounced(announced).build());
        CapEventKind kind = kind(before, level);
        if (kind != null) {
            events.add(event(kind, counter, limit, value));
        }
    }

    private static CapLevel level(Limit limit, BigDecimal value, boolean turnsAway, @Nullable CapNotice told) {
        boolean stillFull =
                told != null && told.getLevel() == CapLevel.REACHED && value.compareTo(told.getValue()) >= 0;
        if (turnsAway || stillFull || value.compareTo(limit.value()) >= 0) {
            return CapLevel.REACHED;
        }
        return value.compareTo(limit.value().multiply(WARNED_FROM)) >= 0 ? CapLevel.WARNED : CapLevel.OPEN;
    }

    private static @Nullable CapEventKind kind(CapLevel before, CapLevel now) {
        return switch (now) {
            case REACHED -> CapEventKind.REACHED;
            case WARNED -> before == CapLevel.REACHED ? CapEventKind.RELEASED : CapEventKind.WARNING;
            case OPEN, UNKNOWN -> before == CapLevel.REACHED ? CapEventKind.RELEASED : null;
        };
    }

    private CapEvent event(CapEventKind kind, Counter counter, Limit limit, BigDecimal value) {
        return CapEvent.newBuilder()
                .setKind(kind)
                .setAt(version.at())
                .setOfferId(subject.offer().getId())
                .setOfferVersion(subject.offer().getVersion())
                .setRuleId(limit.rule())
                .setAffiliateId(counter.affiliateId())
                .setGoal(counter.goal())
                .setPeriod(limit.cap().getPeriod())
                .setZone(limit.cap().getZone())
                .setPeriodStart(counter.period().start())
                .setPeriodEnd(counter.period().end())
                .setMeasure(limit.measure())
                .setLimitValue(limit.value())
                .setValue(value)
                .setCurrency(subject.offer().getCurrency())
                .setOver(limit.cap().getOver())
                .setConversionId(version.conversionId())
                .build();
    }
}
