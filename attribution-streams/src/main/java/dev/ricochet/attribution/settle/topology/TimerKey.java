package dev.ricochet.attribution.settle.topology;

import dev.ricochet.schemas.state.SettleTimer;
import java.time.Instant;

/** Under what a timer is kept: keys are in the order of their times. */
final class TimerKey {

    private TimerKey() {}

    static String of(SettleTimer timer) {
        return at(timer.getDueAt()) + "|" + timer.getConversionId();
    }

    /** Greater than the key of every timer that is due then or before. */
    static String after(Instant moment) {
        return at(moment) + "}";
    }

    private static String at(Instant moment) {
        return String.format("%016d", Math.max(0, moment.toEpochMilli()));
    }
}
