package dev.ricochet.replay;

import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.PostbackOutcome;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How postbacks were decided, as the topics tell. Records may come in any order. */
final class History {

    private final Map<String, PostbackOutcome> outcomes = new HashMap<>();
    private final Map<String, Conversion> versions = new HashMap<>();

    void outcome(PostbackOutcome outcome) {
        outcomes.putIfAbsent(outcome.getReceiptId(), outcome);
    }

    /** Versions that a person or a timer made carry the receipt of an earlier one; the earliest is the postback's own. */
    void conversion(Conversion version) {
        versions.merge(
                version.getReceiptId(),
                version,
                (known, other) -> known.getVersion() <= other.getVersion() ? known : other);
    }

    /** Null where it has no outcome yet. */
    @Nullable Verdict of(String receiptId) {
        PostbackOutcome outcome = outcomes.get(receiptId);
        return outcome == null ? null : Verdict.of(outcome, versions.get(receiptId));
    }
}
