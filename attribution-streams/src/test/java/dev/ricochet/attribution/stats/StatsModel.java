package dev.ricochet.attribution.stats;

import dev.ricochet.schemas.event.Automation;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.ClickKind;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.CurrencyAmounts;
import dev.ricochet.schemas.event.HourlyStats;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.PostbackOutcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** The right answer, from all records at once: no state, no differences, no stages. */
public final class StatsModel {

    private static final BigDecimal ZERO = new BigDecimal("0.000000");

    private final Map<String, HourlyStats.Builder> hours = new HashMap<>();

    private StatsModel() {}

    /** What each key of the topic comes to; keys that come to nothing are left out. */
    public static Map<String, HourlyStats> of(List<? extends SpecificRecord> records) {
        StatsModel model = new StatsModel();
        only(Click.class, records).forEach(model::count);
        newest(only(Conversion.class, records)).forEach(model::count);
        firstOfReceipt(only(PostbackOutcome.class, records)).forEach(model::count);
        return model.hours.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), finished(entry.getValue())))
                .filter(entry -> !isEmpty(entry.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public static boolean isEmpty(HourlyStats hour) {
        return hour.getClicks() + hour.getImpressions() + hour.getAutomatedClicks() == 0
                && hour.getConversionsByStatus().isEmpty()
                && hour.getRejectionsByReason().isEmpty();
    }

    private void count(Click click) {
        HourlyStats.Builder hour = hour(click.getAffiliateId(), click.getOfferId(), click.getClickedAt());
        if (click.getAutomation() == Automation.BOT || click.getAutomation() == Automation.PREFETCH) {
            hour.setAutomatedClicks(hour.getAutomatedClicks() + 1);
        } else if (click.getKind() == ClickKind.IMPRESSION) {
            hour.setImpressions(hour.getImpressions() + 1);
        } else {
            hour.setClicks(hour.getClicks() + 1);
        }
    }

    private void count(Conversion conversion) {
        HourlyStats.Builder hour =
                hour(conversion.getAffiliateId(), conversion.getOfferId(), conversion.getConvertedAt());
        hour.getConversionsByStatus().merge(conversion.getStatus().name(), 1L, Long::sum);
        List<CurrencyAmounts> amounts = new ArrayList<>(hour.getAmounts());
        CurrencyAmounts before = amounts.stream()
                .filter(of -> of.getCurrency().equals(conversion.getCurrency()))
                .findFirst()
                .orElse(new CurrencyAmounts(conversion.getCurrency(), ZERO, ZERO));
        amounts.removeIf(of -> of.getCurrency().equals(conversion.getCurrency()));
        amounts.add(new CurrencyAmounts(
                conversion.getCurrency(),
                before.getPayout().add(conversion.getPayout()),
                before.getRevenue().add(conversion.getRevenue())));
        amounts.sort(java.util.Comparator.comparing(CurrencyAmounts::getCurrency));
        hour.setAmounts(amounts);
    }

    private void count(PostbackOutcome outcome) {
        if (outcome.getOutcome() == OutcomeKind.REJECTED) {
            hour(outcome.getAffiliateId(), outcome.getOfferId(), outcome.getReceivedAt())
                    .getRejectionsByReason()
                    .merge(outcome.getReason(), 1L, Long::sum);
        }
    }

    private HourlyStats.Builder hour(String affiliate, String offer, Instant at) {
        Instant start = at.truncatedTo(ChronoUnit.HOURS);
        return hours.computeIfAbsent(
                affiliate + "|" + offer + "|" + start,
                key -> HourlyStats.newBuilder()
                        .setAffiliateId(affiliate)
                        .setOfferId(offer)
                        .setHour(start)
                        .setConversionsByStatus(new TreeMap<>())
                        .setRejectionsByReason(new TreeMap<>())
                        .setClicks(0)
                        .setImpressions(0)
                        .setAutomatedClicks(0)
                        .setAmounts(new ArrayList<>()));
    }

    private static HourlyStats finished(HourlyStats.Builder hour) {
        hour.getAmounts()
                .removeIf(of -> of.getPayout().signum() == 0 && of.getRevenue().signum() == 0);
        CurrencyAmounts first = hour.getAmounts().isEmpty()
                ? new CurrencyAmounts("XXX", ZERO, ZERO)
                : hour.getAmounts().get(0);
        return hour.setCurrency(first.getCurrency())
                .setPayout(first.getPayout())
                .setRevenue(first.getRevenue())
                .build();
    }

    private static List<Conversion> newest(List<Conversion> versions) {
        Map<String, Conversion> newest = new HashMap<>();
        versions.forEach(version -> newest.merge(
                version.getConversionId(),
                version,
                (left, right) -> left.getVersion() > right.getVersion() ? left : right));
        return List.copyOf(newest.values());
    }

    private static List<PostbackOutcome> firstOfReceipt(List<PostbackOutcome> outcomes) {
        Map<String, PostbackOutcome> first = new HashMap<>();
        outcomes.forEach(outcome -> first.putIfAbsent(outcome.getReceiptId(), outcome));
        return List.copyOf(first.values());
    }

    private static <V> List<V> only(Class<V> type, List<? extends SpecificRecord> records) {
        return records.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
