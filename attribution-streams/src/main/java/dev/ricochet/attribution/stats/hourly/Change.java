package dev.ricochet.attribution.stats.hourly;

import dev.ricochet.schemas.state.StatsResults;

/**
 * What is to be added to the results of one key.
 *
 * @param by may hold negative numbers: what is taken back
 */
public record Change(HourKey key, StatsResults by) {}
