package dev.ricochet.kit.catalog.form;

import dev.ricochet.schemas.catalog.Approval;
import dev.ricochet.schemas.catalog.Dedupe;
import dev.ricochet.schemas.catalog.DedupeKey;
import dev.ricochet.schemas.catalog.DedupeMode;
import dev.ricochet.schemas.catalog.DedupeScope;
import dev.ricochet.schemas.catalog.Goal;
import dev.ricochet.schemas.catalog.Price;
import dev.ricochet.schemas.catalog.PriceModel;
import java.math.BigDecimal;
import java.time.Duration;

/** The goals of an offer with their dedupe and prices. */
final class GoalReader {
    private static final Duration REMEMBERED = Duration.ofDays(90);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private GoalReader() {}

    static Goal goal(Node node) {
        return Goal.newBuilder()
                .setId(node.id())
                .setDedupe(node.object("dedupe", GoalReader::dedupe).orElseGet(GoalReader::usualDedupe))
                .setPayout(price(node, "payout"))
                .setRevenue(price(node, "revenue"))
                .setApproval(node.oneOf("approval", Approval.class, Approval.AUTO))
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

    private static Price price(Node goal, String key) {
        return goal.object(key, GoalReader::price).orElseGet(() -> {
            goal.report(key, "missing", "a price such as {model: cps, percent: \"10\"}");
            return Price.newBuilder().setModel(PriceModel.CPA).build();
        });
    }

    private static Price price(Node node) {
        if (!node.has("model")) {
            node.report("model", "missing", "one of cpa, cpl, cps");
        }
        PriceModel model = node.oneOf("model", PriceModel.class, PriceModel.CPA);
        BigDecimal amount = node.amount("amount");
        BigDecimal percent = node.amount("percent");
        boolean share = model == PriceModel.CPS;
        need(node, share ? "percent" : "amount", share ? "amount" : "percent");
        if (percent != null && percent.compareTo(HUNDRED) > 0) {
            node.report("percent", percent.stripTrailingZeros().toPlainString(), "at most 100");
        }
        return Price.newBuilder()
                .setModel(model)
                .setAmount(amount)
                .setPercent(percent)
                .build();
    }

    private static void need(Node node, String needed, String surplus) {
        if (!node.has(needed)) {
            node.report(needed, "missing", "the " + needed + " that this model pays by");
        }
        if (node.has(surplus)) {
            node.report(surplus, "given", "only " + needed + " for this model");
        }
    }
}
