package dev.ricochet.bench.report;

import java.util.Arrays;

/** Arithmetic on measured figures. */
public final class Figures {

    private Figures() {}

    /** Four significant digits: more would claim a precision that a shared machine does not have. */
    public static double rounded(double value) {
        if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            return value;
        }
        double unit = Math.pow(10, 3 - Math.floor(Math.log10(Math.abs(value))));
        return Math.round(value * unit) / unit;
    }

    /** The middle one; of an even number the lower of the two in the middle, so that it is one that was measured. */
    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }
}
