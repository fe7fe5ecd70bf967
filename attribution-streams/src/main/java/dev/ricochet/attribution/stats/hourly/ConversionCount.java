package dev.ricochet.attribution.stats.hourly;

import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.money.Money;
import dev.ricochet.schemas.money.Worth;
import dev.ricochet.schemas.state.StatsAmounts;
import dev.ricochet.schemas.state.StatsConversion;
import dev.ricochet.schemas.state.StatsResults;
import dev.ricochet.schemas.state.StatsShare;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * As what a conversion is counted. It counts in the hour in which it was first reported, with the status of its newest
 * version and what it is worth then, adjustments of closed periods included: a new version takes the old one's place, wherever
 * that stood. Of a conversion that several
 * affiliates share, each has its own share of the payout; the conversion and its revenue count with the first, so that
 * sums over affiliates are right.
 */
public final class ConversionCount {

    private static final BigDecimal NOTHING = BigDecimal.ZERO.setScale(Money.SCALE);

    private ConversionCount() {}

    public static StatsConversion of(Conversion version) {
        String affiliate = version.getAffiliateId();
        Map<String, BigDecimal> payouts = Worth.payouts(version);
        return StatsConversion.newBuilder()
                .setVersion(version.getVersion())
                .setAffiliateId(affiliate)
                .setOfferId(version.getOfferId())
                .setHour(HourKey.at(affiliate, version.getOfferId(), version.getConvertedAt())
                        .start())
                .setStatus(version.getStatus().name())
                .setCurrency(version.getCurrency())
                .setPayout(payouts.getOrDefault(affiliate, NOTHING))
                .setRevenue(Worth.of(version).revenue())
                .setShares(payouts.entrySet().stream()
                        .filter(share -> !share.getKey().equals(affiliate))
                        .map(share -> new StatsShare(share.getKey(), share.getValue()))
                        .toList())
                .build();
    }

    /** Whether this version tells something that is not counted yet. Test conversions never count. */
    public static boolean isNews(@Nullable StatsConversion counted, Conversion version) {
        return !version.getTest() && (counted == null || version.getVersion() > counted.getVersion());
    }

    /** What counting {@code next} in place of {@code counted} changes. */
    public static List<Change> change(@Nullable StatsConversion counted, StatsConversion next) {
        Map<HourKey, StatsResults> changes = new LinkedHashMap<>();
        results(next).forEach((key, results) -> changes.merge(key, results, Counts::plus));
        if (counted != null) {
            results(counted).forEach((key, results) -> changes.merge(key, Counts.negated(results), Counts::plus));
        }
        return changes.entrySet().stream()
                .filter(change -> !change.getValue().equals(Counts.NO_RESULTS))
                .map(change -> new Change(change.getKey(), change.getValue()))
                .toList();
    }

    private static Map<HourKey, StatsResults> results(StatsConversion counted) {
        Map<HourKey, StatsResults> results = new LinkedHashMap<>();
        results.put(
                key(counted, counted.getAffiliateId()),
                results(Map.of(counted.getStatus(), 1L), counted, counted.getPayout(), counted.getRevenue()));
        counted.getShares()
                .forEach(share -> results.merge(
                        key(counted, share.getAffiliateId()),
                        results(Map.of(), counted, share.getPayout(), NOTHING),
                        Counts::plus));
        return results;
    }

    private static HourKey key(StatsConversion counted, String affiliateId) {
        return HourKey.at(affiliateId, counted.getOfferId(), counted.getHour());
    }

    private static StatsResults results(
            Map<String, Long> conversions, StatsConversion counted, BigDecimal payout, BigDecimal revenue) {
        List<StatsAmounts> amounts = List.of(new StatsAmounts(counted.getCurrency(), payout, revenue));
        // Through the sum, so that amounts of 0 are left out here as everywhere.
        return Counts.plus(Counts.NO_RESULTS, new StatsResults(conversions, Map.of(), amounts));
    }
}
