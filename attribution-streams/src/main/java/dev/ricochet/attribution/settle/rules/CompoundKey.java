package dev.ricochet.attribution.settle.rules;

/** Keys of several parts that other people name. */
public final class CompoundKey {

    private CompoundKey() {}

    /**
     * Puts each part's length before it, so that no choice of names makes two different lists of parts equal: order
     * {@code a|b} of offer {@code c} is not order {@code b} of offer {@code c|a}.
     */
    public static String of(String... parts) {
        StringBuilder key = new StringBuilder();
        for (String part : parts) {
            key.append(part.length()).append(':').append(part).append(',');
        }
        return key.toString();
    }
}
