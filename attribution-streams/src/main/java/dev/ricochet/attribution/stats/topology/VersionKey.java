package dev.ricochet.attribution.stats.topology;

/** Keys of {@link StatsStore#HISTORY}: versions of one conversion lie together, in their order. */
public final class VersionKey {

    private VersionKey() {}

    static String of(String conversionId, int version) {
        return prefix(conversionId) + "%010d".formatted(version);
    }

    /** What the keys of all versions begin with. */
    public static String prefix(String conversionId) {
        return conversionId + "|";
    }
}
