package dev.ricochet.local.reconcile;

import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DecisionOutcome;
import dev.ricochet.schemas.event.OutcomeKind;
import dev.ricochet.schemas.event.VersionCause;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Conversion versions against the outcomes that made them. Holds about 300 bytes a version. */
final class ConversionBook {
    private final Map<String, NavigableMap<Integer, Version>> conversions = new HashMap<>();
    private final Faults faults;
    private long inFlight;

    ConversionBook(Faults faults) {
        this.faults = faults;
    }

    void conversion(Conversion conversion) {
        Version version = new Version(
                conversion.getReceiptId(),
                conversion.getChangedAt(),
                conversion.getConvertedAt(),
                conversion.getCause(),
                conversion.getDecisionId());
        Version known = conversions
                .computeIfAbsent(conversion.getConversionId(), id -> new TreeMap<>())
                .putIfAbsent(conversion.getVersion(), version);
        if (known != null && !known.equals(version)) {
            faults.add(
                    FaultKind.CONFLICTING_VERSIONS,
                    conversion.getConversionId(),
                    "version " + conversion.getVersion() + " by " + known.receiptId + " and by " + version.receiptId);
        }
    }

    ReconciliationReport.Conversions close(Horizon horizon, ReceiptBook receipts, DecisionBook decisions) {
        receipts.eachVerdict(each -> checkMade(horizon, each.getKey(), each.getValue()));
        decisions.eachApplied((id, outcome) -> checkDecided(horizon, id, outcome));
        conversions.forEach((id, versions) -> {
            checkContiguous(horizon, id, versions);
            versions.forEach((number, version) -> checkExplained(horizon, receipts, decisions, id, number, version));
        });
        long versions = conversions.values().stream().mapToLong(Map::size).sum();
        return new ReconciliationReport.Conversions(conversions.size(), versions, inFlight);
    }

    private void checkMade(Horizon horizon, String receiptId, ReceiptBook.Verdict verdict) {
        // A rejection makes a version too, where it is one of a conversion that never was.
        boolean makes = verdict.kind() == OutcomeKind.CONVERTED
                || verdict.kind() == OutcomeKind.UPDATED
                || verdict.version() != null;
        if (!makes) {
            return;
        }
        Map<Integer, Version> versions =
                conversions.getOrDefault(String.valueOf(verdict.conversionId()), new TreeMap<>());
        boolean there = verdict.version() != null && versions.containsKey(verdict.version());
        if (!there) {
            miss(horizon, verdict.at(), FaultKind.MISSING_CONVERSION, receiptId, verdict.text());
        }
    }

    private void checkDecided(Horizon horizon, String decisionId, DecisionOutcome outcome) {
        Map<Integer, Version> versions = conversions.getOrDefault(outcome.getConversionId(), new TreeMap<>());
        Integer made = outcome.getConversionVersion();
        if (made != null && !versions.containsKey(made)) {
            String detail = outcome.getConversionId() + " version " + made + " by decision " + decisionId;
            miss(horizon, outcome.getDecidedAt(), FaultKind.MISSING_CONVERSION, decisionId, detail);
        }
    }

    private void checkExplained(
            Horizon horizon, ReceiptBook receipts, DecisionBook decisions, String id, int number, Version version) {
        boolean explained = switch (version.cause) {
            case DECISION -> decisions.explains(version.decisionId, id, number);
            // Nobody speaks of these: what brings them about stands in the version before.
            case TIMER, CLICK -> number > 1;
            case POSTBACK, UNKNOWN -> {
                ReceiptBook.Verdict verdict = receipts.verdict(version.receiptId);
                yield verdict != null && verdict.explains(id, number);
            }
        };
        if (!explained) {
            miss(horizon, version.changedAt, FaultKind.UNEXPLAINED_CONVERSION, id, version.text(number));
        }
    }

    /** The other half of a young one may have been committed after its topic was read. */
    private void miss(Horizon horizon, Instant at, FaultKind kind, String id, String detail) {
        if (horizon.mayBeInFlight(at)) {
            inFlight++;
        } else {
            faults.add(kind, id, detail);
        }
    }

    private void checkContiguous(Horizon horizon, String id, NavigableMap<Integer, Version> versions) {
        Map.Entry<Integer, Version> oldest = Objects.requireNonNull(versions.firstEntry(), "never empty");
        int first = oldest.getKey();
        boolean startsInside = horizon.covers(oldest.getValue().convertedAt);
        boolean whole = versions.lastKey() - first + 1 == versions.size() && (first == 1 || !startsInside);
        if (!whole) {
            faults.add(FaultKind.VERSION_GAP, id, "has only the versions " + versions.keySet());
        }
    }

    private record Version(
            String receiptId,
            Instant changedAt,
            Instant convertedAt,
            VersionCause cause,
            @Nullable String decisionId) {
        String text(int number) {
            return "version " + number
                    + (cause == VersionCause.POSTBACK
                            ? " by receipt " + receiptId
                            : " by a " + cause.name().toLowerCase(Locale.ROOT))
                    + (decisionId == null ? "" : " " + decisionId);
        }
    }
}
