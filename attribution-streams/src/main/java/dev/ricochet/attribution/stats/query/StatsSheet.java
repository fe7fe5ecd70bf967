package dev.ricochet.attribution.stats.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricochet.attribution.stats.hourly.Counts;
import dev.ricochet.attribution.stats.hourly.HourKey;
import dev.ricochet.schemas.state.StatsCounts;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** The answer to a {@link StatsQuestion}: a row for each stretch of time, affiliate and offer, and the totals. */
final class StatsSheet {

    /** More rows than this nobody reads; the question has to be narrower. */
    static final int MOST_ROWS = 10_000;

    private static final Comparator<HourKey> ORDER = Comparator.comparingLong(HourKey::hour)
            .thenComparing(HourKey::affiliateId)
            .thenComparing(HourKey::offerId);

    private final StatsQuestion question;
    private final Map<HourKey, StatsCounts> rows = new TreeMap<>(ORDER);

    StatsSheet(StatsQuestion question) {
        this.question = question;
    }

    /** There would be more than {@link #MOST_ROWS} rows. */
    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("more than " + MOST_ROWS + " rows", null, false, false);
        }
    }

    /** Takes an hour in, if it is meant. */
    void add(HourKey key, StatsCounts counts) {
        if (question.offer() != null && !key.offerId().equals(question.offer())) {
            return;
        }
        HourKey row =
                new HourKey(key.affiliateId(), key.offerId(), question.by().startOf(key.hour()));
        rows.merge(row, counts, Counts::plus);
        if (rows.size() > MOST_ROWS) {
            throw new TooLong();
        }
    }

    /** Takes the rows of another worker's answer to the same question in. */
    void add(JsonNode answer) {
        for (JsonNode row : answer.path("rows")) {
            add(
                    new HourKey(
                            row.path("affiliate_id").asText(),
                            row.path("offer_id").asText(),
                            Instant.parse(row.path("time").asText()).toEpochMilli()),
                    CountsJson.read(row));
        }
    }

    ObjectNode toJson() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode sheet = json.objectNode();
        sheet.put("from", Instant.ofEpochMilli(question.from()).toString());
        sheet.put("to", Instant.ofEpochMilli(question.to()).toString());
        StatsCounts totals = Counts.NONE;
        ArrayNode shown = json.arrayNode();
        for (Map.Entry<HourKey, StatsCounts> row : rows.entrySet()) {
            totals = Counts.plus(totals, row.getValue());
            ObjectNode line = shown.addObject()
                    .put("time", row.getKey().start().toString())
                    .put("affiliate_id", row.getKey().affiliateId())
                    .put("offer_id", row.getKey().offerId());
            line.setAll(CountsJson.of(row.getValue()));
        }
        sheet.set("totals", CountsJson.of(totals));
        sheet.set("rows", shown);
        return sheet;
    }
}
