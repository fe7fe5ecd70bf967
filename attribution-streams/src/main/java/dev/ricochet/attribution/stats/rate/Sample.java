package dev.ricochet.attribution.stats.rate;

import dev.ricochet.schemas.state.StatsCounts;

/**
 * What one affiliate's traffic on one offer came to within a window.
 *
 * @param clicks of people
 * @param conversions first reported there, whatever became of them: a rule that rejects must not hide what it rejects from
 *     itself
 */
public record Sample(long clicks, long conversions) {

    public static final Sample NOTHING = new Sample(0, 0);

    public Sample plus(StatsCounts hour) {
        long reported = hour.getResults().getConversions().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return new Sample(clicks + hour.getClicks().getClicks(), conversions + reported);
    }
}
