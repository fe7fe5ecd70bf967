package dev.ricochet.local.reconcile;

import dev.ricochet.schemas.event.OutcomeKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A report for people. */
public final class ReportText {
    private static final List<OutcomeKind> ENDS = List.of(
            OutcomeKind.CONVERTED,
            OutcomeKind.UPDATED,
            OutcomeKind.DUPLICATE,
            OutcomeKind.REJECTED,
            OutcomeKind.UNMATCHED,
            OutcomeKind.TEST);

    /** Of each kind of fault, where nobody asks for all. */
    private static final int USUALLY_NAMED = 20;

    private ReportText() {}

    /** With the first faults of each kind. */
    public static String of(ReconciliationReport report) {
        return of(report, USUALLY_NAMED);
    }

    /** @param named how many faults of each kind are named at most */
    public static String of(ReconciliationReport report, int named) {
        StringBuilder text = new StringBuilder();
        ReconciliationReport.Receipts receipts = report.receipts();
        line(text, "received", receipts.received(), "distinct receipts");
        for (OutcomeKind kind : ENDS) {
            String name = "  = " + kind.name().toLowerCase(Locale.ROOT);
            line(text, name, receipts.count(kind), reasons(receipts.reasons().getOrDefault(kind, Map.of())));
        }
        line(text, "  + in flight", receipts.inFlight(), "younger than the longest hold");
        ReconciliationReport.Conversions conversions = report.conversions();
        line(
                text,
                "conversions",
                conversions.conversions(),
                "in " + conversions.versions() + " versions, " + conversions.inFlight() + " in flight");
        ReconciliationReport.Decisions decisions = report.decisions();
        if (decisions.made() > 0) {
            String results = decisions.results().entrySet().stream()
                    .map(result ->
                            result.getValue() + " " + result.getKey().name().toLowerCase(Locale.ROOT) + ", ")
                    .collect(Collectors.joining());
            line(text, "decisions", decisions.made(), results + decisions.inFlight() + " in flight");
        }
        ReconciliationReport.Deliveries deliveries = report.deliveries();
        line(
                text,
                "deliveries",
                deliveries.due(),
                deliveries.delivered() + " delivered, " + deliveries.givenUp() + " given up, " + deliveries.open()
                        + " open; " + deliveries.attempts() + " attempts, " + deliveries.deferred() + " deferred");
        ReconciliationReport.Told told = report.told();
        line(
                text,
                "told",
                told.changes(),
                "changes × endpoints = " + told.delivered() + " delivered + " + told.waiting() + " waiting + "
                        + told.exhausted() + " exhausted + " + told.disabled() + " disabled + " + told.filtered()
                        + " filtered");
        faults(text, report, named);
        return text.toString();
    }

    private static void faults(StringBuilder text, ReconciliationReport report, int named) {
        if (report.balanced()) {
            text.append(report.settled() ? "balanced" : "balanced, with work in flight")
                    .append('\n');
            return;
        }
        text.append("NOT BALANCED\n");
        report.faults().forEach((kind, count) -> {
            text.append("  ").append(kind.code()).append(": ").append(count).append(", ");
            text.append(kind.meaning()).append('\n');
            report.named().stream()
                    .filter(fault -> fault.kind() == kind)
                    .limit(named)
                    .forEach(fault -> text.append("    ")
                            .append(fault.id())
                            .append("  ")
                            .append(fault.detail())
                            .append('\n'));
            if (count > named) {
                text.append("    … and ").append(count - named).append(" more: --all or --json names them\n");
            }
        });
    }

    private static void line(StringBuilder text, String name, long count, String note) {
        text.append(String.format(Locale.ROOT, "%-15s %,9d   %s", name, count, note)
                        .stripTrailing())
                .append('\n');
    }

    private static String reasons(Map<String, Long> reasons) {
        return reasons.entrySet().stream()
                .map(reason -> reason.getKey() + " " + reason.getValue())
                .collect(Collectors.joining(", "));
    }
}
