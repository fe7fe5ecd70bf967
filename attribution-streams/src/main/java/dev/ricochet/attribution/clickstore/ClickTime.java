package dev.ricochet.attribution.clickstore;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How far time has come by the clicks seen, and so which days are over. A click too far ahead of the clock is not
 * believed: it would expire clicks that postbacks still ask for.
 */
final class ClickTime {

    private final Clock clock;
    private final long futureLimitMillis;
    private final long retentionMillis;
    private long latest;
    private long believedUpTo = Long.MIN_VALUE;

    ClickTime(Clock clock, Duration futureLimit, Duration retention) {
        this.clock = clock;
        this.futureLimitMillis = futureLimit.toMillis();
        this.retentionMillis = retention.toMillis();
    }

    /** Takes note of a click's time; returns false if it is not believed. */
    boolean observe(long millis) {
        if (millis <= latest) {
            return true;
        }
        if (millis > believedUpTo) {
            believedUpTo = clock.millis() + futureLimitMillis;
            if (millis > believedUpTo) {
                return false;
            }
        }
        latest = millis;
        return true;
    }

    /** The first day that is not over. */
    long oldestDay() {
        return Math.max(0, TimeUnit.MILLISECONDS.toDays(latest - retentionMillis));
    }
}
