package dev.ricochet.local.demo.report;

import dev.ricochet.schemas.event.ConversionStatus;
import dev.ricochet.schemas.event.OutcomeKind;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One side of the comparison: how receipts ended, and how conversions stand at their newest version. */
final class Tally {
    private final Map<OutcomeKind, Map<String, Long>> outcomes = new EnumMap<>(OutcomeKind.class);
    private final Map<String, Standing> conversions = new HashMap<>();

    /** A conversion at one version. */
    record Standing(int version, ConversionStatus status, String currency, BigDecimal payout, BigDecimal revenue) {}

    void outcome(OutcomeKind kind, @Nullable String reason) {
        outcomes.computeIfAbsent(kind, key -> new TreeMap<>()).merge(label(kind, reason), 1L, Long::sum);
    }

    /** @param conversion what all versions of one conversion have in common */
    void version(String conversion, Standing standing) {
        conversions.merge(conversion, standing, (one, other) -> one.version > other.version ? one : other);
    }

    Map<String, Long> outcomes(OutcomeKind kind) {
        return outcomes.getOrDefault(kind, Map.of());
    }

    long received() {
        return outcomes.values().stream()
                .flatMap(counts -> counts.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    Map<String, Long> standings() {
        Map<String, Long> counts = new TreeMap<>();
        conversions.values().forEach(standing -> counts.merge("conversions " + lower(standing.status), 1L, Long::sum));
        return counts;
    }

    Map<String, BigDecimal> amounts() {
        Map<String, BigDecimal> sums = new TreeMap<>();
        conversions.values().forEach(standing -> {
            sums.merge("payout " + standing.currency, standing.payout, BigDecimal::add);
            sums.merge("revenue " + standing.currency, standing.revenue, BigDecimal::add);
        });
        return sums;
    }

    private static String label(OutcomeKind kind, @Nullable String reason) {
        return reason == null ? lower(kind) : lower(kind) + ": " + reason;
    }

    private static String lower(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }
}
