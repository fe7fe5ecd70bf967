package dev.ricochet.local.demo;

import dev.ricochet.local.demo.report.Latencies;
import dev.ricochet.local.demo.road.AffiliateServer;
import dev.ricochet.local.demo.road.Notebook;
import dev.ricochet.local.demo.road.Observed;
import dev.ricochet.local.demo.traffic.Scenario;
import dev.ricochet.schemas.event.DueDelivery;
import dev.ricochet.schemas.event.OutcomeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The numbers while the demo runs. */
final class Counters {
    private final Notebook sent;
    private final Observed seen;
    private final AffiliateServer affiliates;
    private final Instant start = Instant.now();
    private Instant lastAt = start;
    private long lastClicks;

    Counters(Notebook sent, Observed seen, AffiliateServer affiliates) {
        this.sent = sent;
        this.seen = seen;
        this.affiliates = affiliates;
    }

    String line() {
        Instant now = Instant.now();
        long clicks = sent.clicks();
        double seconds = Math.max(1, Duration.between(lastAt, now).toMillis()) / 1_000.0;
        double rate = (clicks - lastClicks) / seconds;
        lastAt = now;
        lastClicks = clicks;
        Map<OutcomeKind, Integer> ends = new EnumMap<>(OutcomeKind.class);
        seen.outcomes().values().forEach(outcome -> ends.merge(outcome.getOutcome(), 1, Integer::sum));
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "  %3d s  clicks %d (%.0f/s)  postbacks %d:",
                Duration.between(start, now).toSeconds(),
                clicks,
                rate,
                sent.accepted().size()));
        ends.forEach((kind, count) -> line.append(' ')
                .append(kind.name().toLowerCase(Locale.ROOT))
                .append(' ')
                .append(count));
        Latencies latencies = latencies();
        return line.append(String.format(
                        Locale.ROOT,
                        "  delivered %d  p50 %d ms p99 %d ms",
                        affiliates.delivered().size(),
                        latencies.p50Millis(),
                        latencies.p99Millis()))
                .toString();
    }

    Latencies latencies() {
        List<Duration> measured = new ArrayList<>();
        affiliates.firstCalls().forEach((delivery, calledAt) -> {
            DueDelivery due = seen.due().get(delivery);
            if (due != null && !heldForItsClick(due.getConversion().getReceiptId())) {
                measured.add(Duration.between(due.getConversion().getChangedAt(), calledAt));
            }
        });
        return Latencies.of(measured);
    }

    private boolean heldForItsClick(String receiptId) {
        Notebook.Accepted accepted = sent.accepted().get(receiptId);
        return accepted != null && accepted.scenario() == Scenario.EARLY;
    }
}
