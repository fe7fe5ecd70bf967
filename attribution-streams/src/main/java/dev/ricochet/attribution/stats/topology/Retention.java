package dev.ricochet.attribution.stats.topology;

import dev.ricochet.attribution.stats.hourly.HourKey;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * What is too old to be counted, and to be kept. By the worker's clock: one record of the future must not make the past
 * vanish. What is counted stays a day longer than it can change, so that no clock that is set back finds it gone.
 */
record Retention(ProcessingContext context, Duration kept) {

    private static final Duration GRACE = Duration.ofDays(1);

    /** The first hour that is still counted. */
    long firstHour() {
        return HourKey.hourOf(context.currentSystemTimeMs() - kept.toMillis());
    }

    /** The first hour that stays in stores. */
    long firstKept() {
        return firstHour() - GRACE.toMillis();
    }
}
