package dev.ricochet.attribution.stats.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricochet.attribution.stats.hourly.Rates;
import dev.ricochet.kit.json.AvroJson;
import dev.ricochet.schemas.money.Money;
import dev.ricochet.schemas.state.StatsAmounts;
import dev.ricochet.schemas.state.StatsClicks;
import dev.ricochet.schemas.state.StatsCounts;
import dev.ricochet.schemas.state.StatsResults;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts as JSON, with the rates that follow from them. Decimals are text; a rate of nothing is null. */
final class CountsJson {

    private static final String CLICKS = "clicks";
    private static final String AUTOMATED = "automated_clicks";
    private static final String IMPRESSIONS = "impressions";
    private static final String BY_STATUS = "conversions_by_status";
    private static final String BY_REASON = "rejections_by_reason";
    private static final String AMOUNTS = "amounts";
    private static final String CURRENCY = "currency";
    private static final String PAYOUT = "payout";
    private static final String REVENUE = "revenue";

    private CountsJson() {}

    static ObjectNode of(StatsCounts counts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(CLICKS, counts.getClicks().getClicks());
        json.put(IMPRESSIONS, counts.getClicks().getImpressions());
        json.put(AUTOMATED, counts.getClicks().getAutomated());
        json.put("conversions", Rates.conversions(counts));
        json.set(BY_STATUS, map(counts.getResults().getConversions()));
        json.set(BY_REASON, map(counts.getResults().getRejections()));
        ArrayNode amounts = json.putArray(AMOUNTS);
        for (StatsAmounts sums : counts.getResults().getAmounts()) {
            amounts.addObject()
                    .put(CURRENCY, sums.getCurrency())
                    .put(PAYOUT, AvroJson.plain(sums.getPayout()))
                    .put(REVENUE, AvroJson.plain(sums.getRevenue()))
                    .put("epc", text(Rates.perClick(sums.getPayout(), counts)));
        }
        json.put("cr", text(Rates.conversionRate(counts)));
        json.put("approval_rate", text(Rates.approvalRate(counts)));
        return json;
    }

    /** What {@link #of} wrote, without the rates. */
    static StatsCounts read(JsonNode json) {
        List<StatsAmounts> amounts = new ArrayList<>();
        for (JsonNode sums : json.path(AMOUNTS)) {
            amounts.add(new StatsAmounts(
                    sums.path(CURRENCY).asText(), amount(sums.path(PAYOUT)), amount(sums.path(REVENUE))));
        }
        return new StatsCounts(
                new StatsClicks(
                        json.path(CLICKS).asLong(),
                        json.path(AUTOMATED).asLong(),
                        json.path(IMPRESSIONS).asLong()),
                new StatsResults(map(json.path(BY_STATUS)), map(json.path(BY_REASON)), amounts));
    }

    private static ObjectNode map(Map<String, Long> counts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(counts).forEach(json::put);
        return json;
    }

    private static Map<String, Long> map(JsonNode json) {
        Map<String, Long> counts = new TreeMap<>();
        json.properties()
                .forEach(count -> counts.put(count.getKey(), count.getValue().asLong()));
        return counts;
    }

    private static BigDecimal amount(JsonNode text) {
        return new BigDecimal(text.asText()).setScale(Money.SCALE);
    }

    private static @Nullable String text(@Nullable BigDecimal rate) {
        return rate == null ? null : rate.toPlainString();
    }
}
