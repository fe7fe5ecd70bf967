package dev.ricochet.kit.catalog.form;

import static dev.ricochet.kit.catalog.form.Node.quoted;

import dev.ricochet.kit.duration.Durations;
import dev.ricochet.schemas.catalog.FraudKind;
import dev.ricochet.schemas.catalog.FraudRule;
import dev.ricochet.schemas.catalog.FraudRules;
import dev.ricochet.schemas.catalog.FraudVerdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An offer's checks before a commission is credited. */
final class FraudReader {
    /** Each conversion within takes a place in settle's state. */
    private static final Duration LONGEST_WINDOW = Duration.ofDays(31);

    private FraudReader() {}

    /** The one check that there was before there were {@link #rules}. */
    static FraudRules fraud(Node node) {
        return FraudRules.newBuilder()
                .setMinClickToConversionMs(millis(node, "min_click_to_conversion"))
                .setVerdict(node.oneOf("verdict", FraudVerdict.class, FraudVerdict.REJECT))
                .build();
    }

    static List<FraudRule> rules(Node offer) {
        List<FraudRule> rules = offer.list("fraud_rules", FraudReader::rule);
        Set<String> ids = new HashSet<>();
        for (FraudRule rule : rules) {
            if (!rule.getId().isEmpty() && !ids.add(rule.getId())) {
                offer.report("fraud_rules", quoted(rule.getId()) + " twice", "each id once");
            }
        }
        return rules;
    }

    private static FraudRule rule(Node node) {
        String id = node.id();
        if (!node.has("kind")) {
            node.report("kind", "missing", "what is looked at, such as click_to_conversion");
        }
        FraudKind kind = node.oneOf("kind", FraudKind.class, FraudKind.IP_MISMATCH);
        FraudRule rule = ofKind(node, kind)
                .setId(id)
                .setKind(kind)
                .setVerdict(node.oneOf("verdict", FraudVerdict.class, FraudVerdict.REJECT))
                .setShadow(node.flag("shadow"))
                .setPublicReason(node.optionalText("public_reason"))
                .build();
        return rule;
    }

    /** Only the keys that the kind knows are asked for, so any other is reported as unknown. */
    private static FraudRule.Builder ofKind(Node node, FraudKind kind) {
        FraudRule.Builder rule = FraudRule.newBuilder();
        return switch (kind) {
            case CLICK_TO_CONVERSION -> clickToConversion(node, rule);
            case IP_VELOCITY, AFFILIATE_VELOCITY ->
                rule.setWindowMs(window(node)).setMost(node.count("most"));
            case LISTED -> rule.setLists(lists(node));
            case CONVERSION_RATE -> conversionRate(node, rule);
            case COUNTRY_MISMATCH, IP_MISMATCH, UNKNOWN -> rule;
        };
    }

    private static FraudRule.Builder clickToConversion(Node node, FraudRule.Builder rule) {
        Long atLeast = millis(node, "at_least");
        Long atMost = millis(node, "at_most");
        if (atLeast == null && atMost == null) {
            node.report("at_least", "missing", "at_least or at_most, or both");
        }
        if (atLeast != null && atMost != null && atLeast > atMost) {
            node.report("at_most", Durations.print(atMost), "at_least or more");
        }
        return rule.setAtLeastMs(atLeast).setAtMostMs(atMost);
    }

    private static FraudRule.Builder conversionRate(Node node, FraudRule.Builder rule) {
        BigDecimal least = rate(node, "least_rate");
        BigDecimal most = rate(node, "most_rate");
        if (least == null && most == null) {
            node.report("least_rate", "missing", "least_rate or most_rate, or both");
        }
        if (least != null && most != null && least.compareTo(most) > 0) {
            node.report("most_rate", most.stripTrailingZeros().toPlainString(), "least_rate or more");
        }
        long window = window(node);
        if (window % Duration.ofHours(1).toMillis() != 0) {
            node.report("window", Durations.print(window), "whole hours: that is how rates are counted");
        }
        return rule.setWindowMs(window)
                .setLeastSample(node.count("least_sample"))
                .setLeastRate(least)
                .setMostRate(most);
    }

    private static @Nullable BigDecimal rate(Node node, String key) {
        BigDecimal rate = node.amount(key);
        if (rate != null && rate.compareTo(BigDecimal.ONE) > 0) {
            node.report(key, rate.stripTrailingZeros().toPlainString(), "0 to 1");
        }
        return rate;
    }

    private static List<String> lists(Node node) {
        List<String> lists = node.texts("lists");
        if (lists.isEmpty()) {
            node.report("lists", "none", "at least one list of the catalog");
        }
        return lists;
    }

    private static long window(Node node) {
        long window = node.millis("window", Duration.ofDays(1));
        if (window <= 0 || window > LONGEST_WINDOW.toMillis()) {
            node.report("window", Durations.print(window), "more than 0 and at most " + LONGEST_WINDOW.toDays() + "d");
        }
        return window;
    }

    private static @Nullable Long millis(Node node, String key) {
        return node.has(key) ? node.millis(key, Duration.ZERO) : null;
    }
}
