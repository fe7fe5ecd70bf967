package dev.ricochet.attribution.stats.topology;

/** Keys of {@link StatsStore#HISTORY}: versions of one conversion lie together, in their order. */
public final class VersionKey {

    /** Of the greatest version that there can be. */
    private static final int DIGITS = 10;

    private VersionKey() {}

    static String of(String conversionId, int version) {
        String digits = Integer.toString(version);
        return prefix(conversionId) + "0".repeat(DIGITS - digits.length()) + digits;
    }

    /** What the keys of all versions begin with. */
    public static String prefix(String conversionId) {
        return conversionId + "|";
    }
}
