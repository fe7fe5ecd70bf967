package dev.ricochet.local.demo.report;

import dev.ricochet.local.reconcile.ReportText;
import java.util.Locale;

/** A demo's report for people. */
public final class DemoText {
    private static final int SHOWN = 20;

    private DemoText() {}

    public static String of(DemoReport report) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%-34s %12s %12s%n", "", "expected", "actual"));
        for (Row row : report.rows()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-34s %12s %12s  %s%n",
                    row.what(),
                    row.expected(),
                    row.actual(),
                    row.agrees() ? "ok" : "DIFFERS"));
        }
        text.append(String.format(
                Locale.ROOT,
                "%ncalls to affiliates: %d attempts, %d of them failed%n",
                report.attempts(),
                report.failedAttempts()));
        Latencies latencies = report.latencies();
        text.append(String.format(
                Locale.ROOT,
                "from receipt to the affiliate's server: p50 %d ms, p99 %d ms, most %d ms (%d deliveries)%n",
                latencies.p50Millis(),
                latencies.p99Millis(),
                latencies.maxMillis(),
                latencies.count()));
        text.append("\nReconciliation, from the topics alone\n");
        ReportText.of(report.books())
                .lines()
                .forEach(line -> text.append("  ").append(line).append('\n'));
        if (!report.differences().isEmpty()) {
            text.append("\nNot as expected\n");
            report.differences().stream()
                    .limit(SHOWN)
                    .forEach(line -> text.append("  ").append(line).append('\n'));
            if (report.differences().size() > SHOWN) {
                text.append("  … and ")
                        .append(report.differences().size() - SHOWN)
                        .append(" more\n");
            }
        }
        text.append(
                report.passed()
                        ? "\nBalanced, and everything came as expected.\n"
                        : "\nFAILED: not balanced, or not as expected.\n");
        return text.toString();
    }
}
