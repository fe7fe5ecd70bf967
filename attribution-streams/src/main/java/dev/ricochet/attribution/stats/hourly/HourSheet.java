package dev.ricochet.attribution.stats.hourly;

import dev.ricochet.schemas.event.CurrencyAmounts;
import dev.ricochet.schemas.event.HourlyStats;
import dev.ricochet.schemas.money.Money;
import dev.ricochet.schemas.state.StatsCounts;
import java.math.BigDecimal;
import java.util.List;

/** Counts as the world reads them. */
public final class HourSheet {

    /** ISO 4217: no currency. */
    private static final String NO_CURRENCY = "XXX";

    private static final CurrencyAmounts NOTHING = new CurrencyAmounts(
            NO_CURRENCY, BigDecimal.ZERO.setScale(Money.SCALE), BigDecimal.ZERO.setScale(Money.SCALE));

    private HourSheet() {}

    public static HourlyStats of(HourKey key, StatsCounts counts) {
        List<CurrencyAmounts> amounts = counts.getResults().getAmounts().stream()
                .map(sums -> new CurrencyAmounts(sums.getCurrency(), sums.getPayout(), sums.getRevenue()))
                .toList();
        CurrencyAmounts first = amounts.isEmpty() ? NOTHING : amounts.get(0);
        return HourlyStats.newBuilder()
                .setAffiliateId(key.affiliateId())
                .setOfferId(key.offerId())
                .setHour(key.start())
                .setClicks(counts.getClicks().getClicks())
                .setAutomatedClicks(counts.getClicks().getAutomated())
                .setImpressions(counts.getClicks().getImpressions())
                .setConversionsByStatus(counts.getResults().getConversions())
                .setRejectionsByReason(counts.getResults().getRejections())
                .setAmounts(amounts)
                .setCurrency(first.getCurrency())
                .setPayout(first.getPayout())
                .setRevenue(first.getRevenue())
                .build();
    }

    /** The key of the record on its topic. */
    public static String topicKey(HourKey key) {
        return key.affiliateId() + "|" + key.offerId() + "|" + key.start();
    }
}
