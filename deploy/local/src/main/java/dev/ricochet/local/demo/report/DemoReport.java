package dev.ricochet.local.demo.report;

import dev.ricochet.kit.json.AvroJson;
import dev.ricochet.local.demo.road.AffiliateServer;
import dev.ricochet.local.demo.road.Notebook;
import dev.ricochet.local.demo.road.Observed;
import dev.ricochet.local.reconcile.ReconciliationReport;
import dev.ricochet.schemas.event.OutcomeKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The result of a run.
 *
 * @param rows what was expected beside what was seen
 * @param differences receipts that ended otherwise than expected, and answers that nobody expected
 * @param attempts calls to affiliates; an attempt that was put off made none
 */
public record DemoReport(
        List<Row> rows,
        List<String> differences,
        Latencies latencies,
        ReconciliationReport books,
        long attempts,
        long failedAttempts) {

    /** Balanced books, nothing under way, and everything as the generator said beforehand. */
    public boolean passed() {
        return books.settled() && differences.isEmpty() && rows.stream().allMatch(Row::agrees);
    }

    /** Reads everything; to be called when nothing moves any more. */
    public static DemoReport of(
            Notebook sent, Observed seen, Affiliates affiliates, Latencies latencies, ReconciliationReport books) {
        Comparison comparison = Comparison.of(sent.accepted().values(), seen.outcomes(), seen.versions());
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of("clicks", sent.clicks() + sent.publishedClicks(), seen.clicks()));
        rows.add(Row.of(
                "postbacks received", sent.accepted().size(), seen.postbacks().size()));
        for (OutcomeKind kind : OutcomeKind.values()) {
            counts(
                    rows,
                    comparison.expected().outcomes(kind),
                    comparison.actual().outcomes(kind),
                    label -> "  " + label);
        }
        counts(rows, sent.refused(), seen.rejected(), reason -> "refused: " + reason);
        counts(rows, comparison.expected().standings(), comparison.actual().standings(), label -> label);
        amounts(rows, comparison);
        rows.add(Row.of("delivered to affiliates", comparison.expectedDeliveries(), affiliates.delivered()));
        rows.add(Row.of("signatures refused", 0, affiliates.unverified()));
        List<String> differences = new ArrayList<>(comparison.differences());
        differences.addAll(sent.surprises());
        long attempts = books.deliveries().attempts();
        return new DemoReport(
                rows,
                differences,
                latencies,
                books,
                attempts,
                attempts - books.deliveries().delivered());
    }

    /** What the affiliates' server saw. */
    public record Affiliates(long delivered, long unverified) {
        public static Affiliates of(AffiliateServer server) {
            return new Affiliates(server.delivered().size(), server.unverified());
        }
    }

    private static void counts(
            List<Row> rows, Map<String, Long> expected, Map<String, Long> actual, Function<String, String> label) {
        TreeSet<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(actual.keySet());
        keys.forEach(key ->
                rows.add(Row.of(label.apply(key), expected.getOrDefault(key, 0L), actual.getOrDefault(key, 0L))));
    }

    private static void amounts(List<Row> rows, Comparison comparison) {
        Map<String, BigDecimal> expected = comparison.expected().amounts();
        Map<String, BigDecimal> actual = comparison.actual().amounts();
        TreeSet<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(actual.keySet());
        keys.forEach(key -> rows.add(new Row(
                key,
                AvroJson.plain(expected.getOrDefault(key, BigDecimal.ZERO)),
                AvroJson.plain(actual.getOrDefault(key, BigDecimal.ZERO)))));
    }
}
