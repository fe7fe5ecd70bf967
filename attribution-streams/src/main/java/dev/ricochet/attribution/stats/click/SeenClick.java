package dev.ricochet.attribution.stats.click;

import org.apache.kafka.common.utils.Bytes;

/**
 * What is counted of a click.
 *
 * @param key hour, affiliate and offer, as {@link dev.ricochet.attribution.stats.store.HourBytes#byHour} puts them
 */
public record SeenClick(Bytes key, ClickSort sort) {}
