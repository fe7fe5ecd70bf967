package dev.ricochet.local.demo.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricochet.local.reconcile.ReportJson;

/** A demo's report for scripts. */
public final class DemoJson {
    private DemoJson() {}

    /**
     * The report as one object.
     *
     * @param seed the same seed gives the same traffic again
     */
    public static ObjectNode of(DemoReport report, long seed) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("passed", report.passed());
        json.put("seed", seed);
        ArrayNode rows = json.putArray("rows");
        report.rows()
                .forEach(row -> rows.addObject()
                        .put("what", row.what().strip())
                        .put("expected", row.expected())
                        .put("actual", row.actual())
                        .put("agrees", row.agrees()));
        json.put("attempts", report.attempts());
        json.put("failed_attempts", report.failedAttempts());
        json.putObject("receipt_to_affiliate")
                .put("count", report.latencies().count())
                .put("p50_ms", report.latencies().p50Millis())
                .put("p99_ms", report.latencies().p99Millis())
                .put("max_ms", report.latencies().maxMillis());
        ArrayNode differences = json.putArray("differences");
        report.differences().forEach(differences::add);
        json.set("reconciliation", ReportJson.of(report.books()));
        return json;
    }
}
