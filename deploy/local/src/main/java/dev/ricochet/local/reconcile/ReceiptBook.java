package dev.ricochet.local.reconcile;

import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.PostbackOutcome;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Receipts against outcomes. Holds about 300 bytes a receipt. */
final class ReceiptBook {
    private final Map<String, Entry> entries = new HashMap<>();
    private final Faults faults;
    private long received;
    private long repeated;
    private Function<String, List<String>> strandings = receiptId -> List.of();

    ReceiptBook(Faults faults) {
        this.faults = faults;
    }

    void postback(Postback postback) {
        Entry entry = entries.computeIfAbsent(postback.getReceiptId(), id -> new Entry());
        if (entry.receivedAt != null) {
            repeated++;
            return;
        }
        entry.receivedAt = postback.getReceivedAt();
        received++;
    }

    void outcome(PostbackOutcome outcome) {
        Entry entry = entries.computeIfAbsent(outcome.getReceiptId(), id -> new Entry());
        Verdict verdict = Verdict.of(outcome);
        if (entry.verdict == null) {
            entry.verdict = verdict;
        } else if (!entry.verdict.agrees(verdict)) {
            faults.add(
                    FaultKind.CONFLICTING_OUTCOMES,
                    outcome.getReceiptId(),
                    entry.verdict.text() + " and " + verdict.text());
        }
    }

    /** @param of where a receipt that has no outcome was left lying, a line each */
    void strandings(Function<String, List<String>> of) {
        strandings = of;
    }

    @Nullable Verdict verdict(String receiptId) {
        Entry entry = entries.get(receiptId);
        return entry == null ? null : entry.verdict;
    }

    void eachVerdict(Consumer<Map.Entry<String, Verdict>> each) {
        entries.forEach((receiptId, entry) -> {
            if (entry.verdict != null) {
                each.accept(Map.entry(receiptId, entry.verdict));
            }
        });
    }

    ReconciliationReport.Receipts close(Horizon horizon) {
        Map<OutcomeKind, Long> kinds = new EnumMap<>(OutcomeKind.class);
        Map<OutcomeKind, Map<String, Long>> reasons = new EnumMap<>(OutcomeKind.class);
        long inFlight = 0;
        for (Map.Entry<String, Entry> each : entries.entrySet()) {
            Entry entry = each.getValue();
            Verdict verdict = entry.verdict;
            if (verdict == null) {
                Instant at = Objects.requireNonNull(entry.receivedAt);
                if (horizon.mayBeInFlight(at)) {
                    inFlight++;
                } else {
                    String lies = String.join("; ", strandings.apply(each.getKey()));
                    faults.add(
                            FaultKind.MISSING_OUTCOME,
                            each.getKey(),
                            "received at " + at + (lies.isEmpty() ? "" : "; " + lies));
                }
                continue;
            }
            if (entry.receivedAt == null) {
                faults.add(FaultKind.SURPLUS_OUTCOME, each.getKey(), verdict.text());
                continue;
            }
            kinds.merge(verdict.kind(), 1L, Long::sum);
            if (verdict.reason() != null) {
                reasons.computeIfAbsent(verdict.kind(), kind -> new TreeMap<>()).merge(verdict.reason(), 1L, Long::sum);
            }
        }
        return new ReconciliationReport.Receipts(received, repeated, kinds, reasons, inFlight);
    }

    /** The part of an outcome that is looked at. */
    record Verdict(
            OutcomeKind kind,
            @Nullable String reason,
            @Nullable String conversionId,
            @Nullable Integer version,
            Instant at) {
        static Verdict of(PostbackOutcome outcome) {
            return new Verdict(
                    outcome.getOutcome(),
                    outcome.getReason(),
                    outcome.getConversionId(),
                    outcome.getConversionVersion(),
                    outcome.getReceivedAt());
        }

        /**
         * Whether another record tells the same. The time may differ: a batch that is sent again writes the same receipts with
         * the time of its second coming.
         */
        boolean agrees(Verdict other) {
            return kind == other.kind
                    && Objects.equals(reason, other.reason)
                    && Objects.equals(conversionId, other.conversionId)
                    && Objects.equals(version, other.version);
        }

        boolean explains(String conversion, int number) {
            return conversion.equals(conversionId) && version != null && version == number;
        }

        String text() {
            return kind
                    + (reason == null ? "" : " " + reason)
                    + (conversionId == null ? "" : " conversion " + conversionId + " version " + version);
        }
    }

    private static final class Entry {
        private @Nullable Instant receivedAt;
        private @Nullable Verdict verdict;
    }
}
