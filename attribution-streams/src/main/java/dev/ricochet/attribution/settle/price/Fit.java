package dev.ricochet.attribution.settle.price;

import dev.ricochet.schemas.catalog.PriceCondition;
import dev.ricochet.schemas.catalog.VolumeRange;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a price rule's condition holds. */
enum Fit {
    YES,
    NO,
    /** It depends on what only the ledger knows. */
    MAYBE;

    private static final String SUB = "sub";

    /** All that the condition says must hold; what it asks for and the conversion does not have, does not. */
    static Fit of(PriceCondition condition, @Nullable BigDecimal saleAmount, Sale sale) {
        Origin origin = sale.origin();
        return Stream.of(
                        known(listed(condition.getCountries(), origin.country())),
                        known(like(condition.getSources(), origin.source())),
                        known(subs(condition.getSubs(), origin)),
                        known(amount(condition, saleAmount)),
                        affiliate(condition, origin),
                        volume(condition.getVolume(), sale.volumes()))
                .reduce(YES, Fit::and);
    }

    private Fit and(Fit other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == MAYBE ? MAYBE : other;
    }

    private static Fit known(boolean holds) {
        return holds ? YES : NO;
    }

    private static Fit affiliate(PriceCondition condition, Origin origin) {
        boolean asks =
                !condition.getAffiliates().isEmpty() || !condition.getTiers().isEmpty();
        if (asks && !origin.isAffiliateKnown()) {
            return MAYBE;
        }
        return known(
                listed(condition.getAffiliates(), origin.affiliateId()) && listed(condition.getTiers(), origin.tier()));
    }

    private static Fit volume(@Nullable VolumeRange range, Volumes volumes) {
        if (range == null) {
            return YES;
        }
        Long number = volumes.numberIn(range);
        if (number == null) {
            return MAYBE;
        }
        return known((range.getFirst() == null || number >= range.getFirst())
                && (range.getLast() == null || number <= range.getLast()));
    }

    private static boolean amount(PriceCondition condition, @Nullable BigDecimal sale) {
        BigDecimal from = condition.getSaleFrom();
        BigDecimal below = condition.getSaleBelow();
        if (from == null && below == null) {
            return true;
        }
        return sale != null
                && (from == null || sale.compareTo(from) >= 0)
                && (below == null || sale.compareTo(below) < 0);
    }

    private static boolean subs(Map<String, List<String>> wanted, Origin origin) {
        return wanted.entrySet().stream()
                .allMatch(sub -> like(
                        sub.getValue(), origin.sub(Integer.parseInt(sub.getKey().substring(SUB.length())))));
    }

    private static boolean listed(List<String> wanted, @Nullable String value) {
        return wanted.isEmpty() || (value != null && wanted.contains(value));
    }

    /** Exactly, or by how it begins where the pattern ends in a star. */
    private static boolean like(List<String> patterns, @Nullable String value) {
        return patterns.isEmpty()
                || (value != null
                        && patterns.stream()
                                .anyMatch(pattern -> pattern.endsWith("*")
                                        ? value.startsWith(pattern.substring(0, pattern.length() - 1))
                                        : value.equals(pattern)));
    }
}
