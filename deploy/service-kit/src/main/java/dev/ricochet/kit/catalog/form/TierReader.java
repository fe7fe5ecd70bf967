package dev.ricochet.kit.catalog.form;

import dev.ricochet.kit.duration.Durations;
import dev.ricochet.schemas.catalog.Tier;
import java.math.BigDecimal;
import java.time.Duration;

/** Steps of the quality ladder out of a catalog file. */
final class TierReader {
    private static final Duration WINDOW = Duration.ofDays(30);

    /** Conversions are kept for 400 days; a year of whole days fits in that. */
    private static final Duration LONGEST_WINDOW = Duration.ofDays(365);

    private static final long MOST_RANK = 1_000;

    private TierReader() {}

    static Tier tier(Node node) {
        return Tier.newBuilder()
                .setId(node.id())
                .setVersion(0)
                .setEffectiveFrom(EffectiveFrom.read(node))
                .setName(node.optionalText("name"))
                .setRank(rank(node))
                .setMinApproved(node.has("min_approved") ? node.count("min_approved") : 0)
                .setMinApprovalRate(rate(node))
                .setWindowMs(window(node))
                .build();
    }

    private static int rank(Node node) {
        long rank = node.count("rank");
        if (rank > MOST_RANK) {
            node.report("rank", String.valueOf(rank), "at most " + MOST_RANK);
        }
        return (int) Math.min(rank, MOST_RANK);
    }

    private static BigDecimal rate(Node node) {
        BigDecimal rate = node.amount("min_approval_rate");
        if (rate != null && rate.compareTo(BigDecimal.ONE) > 0) {
            node.report("min_approval_rate", rate.stripTrailingZeros().toPlainString(), "0 to 1");
        }
        return rate == null ? BigDecimal.ZERO.setScale(Node.MOST_DECIMALS) : rate;
    }

    /** Whole days: tiers are computed once a day. */
    private static long window(Node node) {
        long window = node.millis("window", WINDOW);
        if (window <= 0
                || window > LONGEST_WINDOW.toMillis()
                || window % Duration.ofDays(1).toMillis() != 0) {
            node.report("window", Durations.print(window), "whole days, 1d to " + LONGEST_WINDOW.toDays() + "d");
        }
        return window;
    }
}
