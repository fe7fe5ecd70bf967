package dev.ricochet.gateway.clickcap;

import dev.ricochet.kit.period.Period;
import dev.ricochet.schemas.event.ClickCount;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Clicks of the present period: our own, and those that other runs have told of. Entered by all event loops and by the
 * reader, each time for a few instructions.
 */
final class Tally {
    private final Counted counted;
    private final ZoneId zone;
    private final Map<String, ClickCount> others = new HashMap<>();
    private Period period;
    private long own;
    private long theirs;
    private long told;

    Tally(Counted counted, Instant now) {
        this.counted = counted;
        this.zone = ZoneId.of(counted.zone());
        this.period = Period.of(counted.period(), zone, now);
    }

    /** Counts a click if fewer than that many were sent on. */
    synchronized boolean take(long most, Instant now) {
        boolean room = hasRoom(most, now);
        if (room) {
            own++;
        }
        return room;
    }

    /** Whether another click would be sent on. */
    synchronized boolean hasRoom(long most, Instant now) {
        turn(now);
        return own + theirs < most;
    }

    /** The click was not sent on after all. */
    synchronized void giveBack() {
        own = Math.max(0, own - 1);
    }

    /**
     * What another run has counted. Its counts only grow, so that an old copy of a record takes nothing back; one of the
     * next period, by a clock that is ahead, is kept until ours is there.
     */
    synchronized void hear(ClickCount count, Instant now) {
        turn(now);
        if (isPast(count)) {
            return;
        }
        ClickCount before = others.get(count.getGateway());
        if (before == null
                || !Objects.equals(before.getStartedAt(), count.getStartedAt())
                || before.getClicks() < count.getClicks()) {
            others.put(count.getGateway(), count);
            theirs = sum();
        }
    }

    /** Our own count where it is another than was told last; null where there is nothing new. */
    synchronized @Nullable ClickCount news(String gateway) {
        if (own == told) {
            return null;
        }
        told = own;
        return new ClickCount(
                gateway,
                counted.offerId(),
                counted.affiliateId(),
                counted.period(),
                counted.zone(),
                period.start(),
                own);
    }

    /** What was told has not arrived: it is news again. */
    synchronized void notTold() {
        told = -1;
    }

    /** Whether its period is over and nothing was counted since. */
    synchronized boolean isOver(Instant now) {
        return period.end() != null && !now.isBefore(period.end()) && own == told;
    }

    private void turn(Instant now) {
        if (period.end() != null && !now.isBefore(period.end())) {
            period = Period.of(counted.period(), zone, now);
            own = 0;
            told = 0;
            others.values().removeIf(this::isPast);
            theirs = sum();
        }
    }

    private boolean isPast(ClickCount count) {
        return period.start() != null
                && (count.getStartedAt() == null || count.getStartedAt().isBefore(period.start()));
    }

    private long sum() {
        long sum = 0;
        for (ClickCount count : others.values()) {
            if (Objects.equals(count.getStartedAt(), period.start())) {
                sum += count.getClicks();
            }
        }
        return sum;
    }
}
