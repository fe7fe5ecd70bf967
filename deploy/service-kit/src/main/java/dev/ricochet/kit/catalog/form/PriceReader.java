package dev.ricochet.kit.catalog.form;

import static dev.ricochet.kit.catalog.form.Node.quoted;

import dev.ricochet.schemas.catalog.Price;
import dev.ricochet.schemas.catalog.PriceModel;
import dev.ricochet.schemas.catalog.PriceRule;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a goal pays or costs: the base price and, in their order, the rules that go before it. */
final class PriceReader {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private PriceReader() {}

    static Price price(Node goal, String key) {
        return goal.object(key, PriceReader::price).orElseGet(() -> {
            goal.report(key, "missing", "a price such as {model: cps, percent: \"10\"}");
            return Price.newBuilder().setModel(PriceModel.CPA).build();
        });
    }

    private static Price price(Node node) {
        Terms terms = Terms.read(node);
        List<PriceRule> rules = node.list("rules", PriceReader::rule);
        Set<String> ids = new HashSet<>();
        for (PriceRule rule : rules) {
            if (!rule.getId().isEmpty() && !ids.add(rule.getId())) {
                node.report("rules", quoted(rule.getId()) + " twice", "each id once");
            }
        }
        return Price.newBuilder()
                .setModel(terms.model())
                .setAmount(terms.amount())
                .setPercent(terms.percent())
                .setAtLeast(terms.atLeast())
                .setAtMost(terms.atMost())
                .setRules(rules)
                .build();
    }

    private static PriceRule rule(Node node) {
        String id = node.id();
        var condition = node.object("when", PriceConditionReader::condition).orElse(null);
        Terms terms = Terms.read(node);
        if (condition == null) {
            node.report("when", "missing", "what must hold, such as {countries: [DE]}; the price itself holds always");
        }
        return PriceRule.newBuilder()
                .setId(id)
                .setCondition(condition == null ? PriceConditionReader.any() : condition)
                .setModel(terms.model())
                .setAmount(terms.amount())
                .setPercent(terms.percent())
                .setAtLeast(terms.atLeast())
                .setAtMost(terms.atMost())
                .build();
    }

    /** How an amount is found, in a price as in each of its rules. */
    private record Terms(
            PriceModel model,
            @Nullable BigDecimal amount,
            @Nullable BigDecimal percent,
            @Nullable BigDecimal atLeast,
            @Nullable BigDecimal atMost) {

        static Terms read(Node node) {
            if (!node.has("model")) {
                node.report("model", "missing", "one of cpa, cpl, cps, hybrid");
            }
            PriceModel model = node.oneOf("model", PriceModel.class, PriceModel.CPA);
            BigDecimal amount = node.amount("amount");
            BigDecimal percent = node.amount("percent");
            need(node, "amount", model != PriceModel.CPS);
            need(node, "percent", model == PriceModel.CPS || model == PriceModel.HYBRID);
            if (percent != null && percent.compareTo(HUNDRED) > 0) {
                node.report("percent", shown(percent), "at most 100");
            }
            BigDecimal atLeast = node.amount("at_least");
            BigDecimal atMost = node.amount("at_most");
            if (atLeast != null && atMost != null && atLeast.compareTo(atMost) > 0) {
                node.report("at_least", shown(atLeast), "no more than at_most, " + shown(atMost));
            }
            return new Terms(model, amount, percent, atLeast, atMost);
        }

        private static void need(Node node, String key, boolean needed) {
            if (needed && !node.has(key)) {
                node.report(key, "missing", "the " + key + " that this model pays by");
            }
            if (!needed && node.has(key)) {
                node.report(key, "given", "no " + key + " for this model");
            }
        }

        private static String shown(BigDecimal value) {
            return value.stripTrailingZeros().toPlainString();
        }
    }
}
