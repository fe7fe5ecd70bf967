package dev.ricochet.attribution.settle;

import dev.ricochet.kit.config.Settings;

/**
 * What only settle reads.
 *
 * @param threads how many partitions are worked on at a time
 */
public record SettleSettings(int threads) {

    public static SettleSettings from(Settings settings) {
        return new SettleSettings(settings.count(
                "RICOCHET_SETTLE_THREADS",
                1,
                "Partitions that settle works on at a time. Each thread commits transactions of its own."));
    }
}
