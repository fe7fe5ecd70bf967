package dev.ricochet.kit.catalog.form;

import dev.ricochet.kit.duration.Durations;
import dev.ricochet.schemas.catalog.Approval;
import dev.ricochet.schemas.catalog.Dedupe;
import dev.ricochet.schemas.catalog.DedupeKey;
import dev.ricochet.schemas.catalog.DedupeMode;
import dev.ricochet.schemas.catalog.DedupeScope;
import dev.ricochet.schemas.catalog.Goal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The goals of an offer with their dedupe, prices and approval. */
final class GoalReader {
    private static final Duration REMEMBERED = Duration.ofDays(90);
    private static final Duration LONGEST_WAIT = Duration.ofDays(365);

    private GoalReader() {}

    static Goal goal(Node node) {
        return Goal.newBuilder()
                .setId(node.id())
                .setDedupe(node.object("dedupe", GoalReader::dedupe).orElseGet(GoalReader::usualDedupe))
                .setPayout(PriceReader.price(node, "payout"))
                .setRevenue(PriceReader.price(node, "revenue"))
                .setApproval(approval(node))
                .setApproveAfterMs(approveAfter(node))
                .build();
    }

    private static Dedupe dedupe(Node node) {
        return Dedupe.newBuilder()
                .setKey(node.oneOf("key", DedupeKey.class, DedupeKey.ORDER_ID))
                .setScope(node.oneOf("scope", DedupeScope.class, DedupeScope.OFFER))
                .setMode(node.oneOf("mode", DedupeMode.class, DedupeMode.REJECT))
                .setTtlMs(node.millis("ttl", REMEMBERED))
                .build();
    }

    private static Dedupe usualDedupe() {
        return Dedupe.newBuilder()
                .setKey(DedupeKey.ORDER_ID)
                .setScope(DedupeScope.OFFER)
                .setMode(DedupeMode.REJECT)
                .setTtlMs(REMEMBERED.toMillis())
                .build();
    }

    private static Approval approval(Node node) {
        Approval approval = node.oneOf("approval", Approval.class, Approval.AUTO);
        if (approval == Approval.AFTER && !node.has("approve_after")) {
            node.report(
                    "approve_after", "missing", "how long after it was reported a conversion is approved, such as 14d");
        }
        if (approval != Approval.AFTER && node.has("approve_after")) {
            node.report("approve_after", "given", "only with approval: after");
        }
        return approval;
    }

    private static @Nullable Long approveAfter(Node node) {
        if (!node.has("approve_after")) {
            return null;
        }
        long after = node.millis("approve_after", Duration.ofDays(1));
        if (after <= 0 || after > LONGEST_WAIT.toMillis()) {
            node.report(
                    "approve_after", Durations.print(after), "more than 0 and at most " + LONGEST_WAIT.toDays() + "d");
        }
        return after;
    }
}
