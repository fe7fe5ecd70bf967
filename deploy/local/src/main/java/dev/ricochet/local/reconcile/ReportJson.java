package dev.ricochet.local.reconcile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** A report for scripts. */
public final class ReportJson {
    private ReportJson() {}

    public static ObjectNode of(ReconciliationReport report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("balanced", report.balanced());
        json.put("settled", report.settled());
        ReconciliationReport.Receipts receipts = report.receipts();
        json.put("received", receipts.received());
        json.put("repeated_records", receipts.repeated());
        json.put("in_flight", receipts.inFlight());
        ObjectNode outcomes = json.putObject("outcomes");
        receipts.outcomes().forEach((kind, count) -> outcomes.put(kind.name().toLowerCase(Locale.ROOT), count));
        ObjectNode reasons = json.putObject("reasons");
        receipts.reasons().forEach((kind, counts) -> {
            ObjectNode byReason = reasons.putObject(kind.name().toLowerCase(Locale.ROOT));
            counts.forEach(byReason::put);
        });
        ReconciliationReport.Conversions conversions = report.conversions();
        json.put("conversions", conversions.conversions());
        json.put("conversion_versions", conversions.versions());
        json.put("conversions_in_flight", conversions.inFlight());
        ReconciliationReport.Decisions decisions = report.decisions();
        ObjectNode decided = json.putObject("decisions").put("made", decisions.made());
        decisions.results().forEach((result, count) -> decided.put(result.name().toLowerCase(Locale.ROOT), count));
        decided.put("in_flight", decisions.inFlight());
        ReconciliationReport.Deliveries deliveries = report.deliveries();
        json.putObject("deliveries")
                .put("due", deliveries.due())
                .put("delivered", deliveries.delivered())
                .put("given_up", deliveries.givenUp())
                .put("open", deliveries.open())
                .put("attempts", deliveries.attempts())
                .put("deferred", deliveries.deferred());
        ReconciliationReport.Told told = report.told();
        json.putObject("told")
                .put("changes", told.changes())
                .put("delivered", told.delivered())
                .put("waiting", told.waiting())
                .put("exhausted", told.exhausted())
                .put("disabled", told.disabled())
                .put("filtered", told.filtered());
        ObjectNode counts = json.putObject("faults");
        report.faults().forEach((kind, count) -> counts.put(kind.code(), count));
        ArrayNode named = json.putArray("named_faults");
        report.named()
                .forEach(fault -> named.addObject()
                        .put("kind", fault.kind().code())
                        .put("id", fault.id())
                        .put("detail", fault.detail()));
        return json;
    }
}
