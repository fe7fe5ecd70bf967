package dev.ricochet.kit.catalog.form;

import static dev.ricochet.kit.catalog.form.Printing.decimal;
import static dev.ricochet.kit.catalog.form.Printing.duration;
import static dev.ricochet.kit.catalog.form.Printing.each;
import static dev.ricochet.kit.catalog.form.Printing.named;
import static dev.ricochet.kit.catalog.form.Printing.put;
import static dev.ricochet.kit.catalog.form.Printing.putSome;
import static dev.ricochet.kit.catalog.form.Printing.written;

import dev.ricochet.kit.duration.Durations;
import dev.ricochet.schemas.catalog.AttributionModel;
import dev.ricochet.schemas.catalog.Cap;
import dev.ricochet.schemas.catalog.ClickCap;
import dev.ricochet.schemas.catalog.Dedupe;
import dev.ricochet.schemas.catalog.FraudRule;
import dev.ricochet.schemas.catalog.FraudRules;
import dev.ricochet.schemas.catalog.Goal;
import dev.ricochet.schemas.catalog.Offer;
import java.util.LinkedHashMap;
import java.util.Map;

/** An offer as it stands in a catalog file. */
final class OfferPrinter {
    private OfferPrinter() {}

    static Map<String, Object> offer(Offer entry) {
        Map<String, Object> map = named(entry.getId(), entry.getName());
        map.put("advertiser", entry.getAdvertiserId());
        map.put("status", written(entry.getStatus()));
        map.put("landing_url", entry.getLandingUrl());
        put(map, "fallback_url", entry.getFallbackUrl());
        put(map, "fallback_offer", entry.getFallbackOfferId());
        map.put("currency", entry.getCurrency());
        map.put("click_window", Durations.print(entry.getClickWindowMs()));
        map.put("early_hold", Durations.print(entry.getEarlyHoldMs()));
        map.put("goals", each(entry.getGoals(), OfferPrinter::goal));
        putSome(map, "caps", each(entry.getCaps(), OfferPrinter::cap));
        put(map, "fraud", entry.getFraud() == null ? null : fraud(entry.getFraud()));
        putSome(map, "fraud_rules", each(entry.getFraudRules(), OfferPrinter::fraudRule));
        putSome(map, "affiliates", entry.getAffiliates());
        putSome(map, "coupons", entry.getCoupons());
        putSome(map, "click_caps", each(entry.getClickCaps(), OfferPrinter::clickCap));
        put(map, "view_window", duration(entry.getViewWindowMs()));
        if (entry.getAttribution() != AttributionModel.LAST_CLICK) {
            map.put("attribution", written(entry.getAttribution()));
        }
        String memory = duration(entry.getCustomerMemoryMs());
        put(map, "customers", memory == null ? null : Map.of("remember", memory));
        return map;
    }

    private static Map<String, Object> goal(Goal goal) {
        Map<String, Object> map = named(goal.getId(), null);
        Dedupe dedupe = goal.getDedupe();
        Map<String, Object> rules = new LinkedHashMap<>();
        rules.put("key", written(dedupe.getKey()));
        rules.put("scope", written(dedupe.getScope()));
        rules.put("mode", written(dedupe.getMode()));
        rules.put("ttl", Durations.print(dedupe.getTtlMs()));
        map.put("dedupe", rules);
        map.put("payout", PricePrinter.price(goal.getPayout()));
        map.put("revenue", PricePrinter.price(goal.getRevenue()));
        map.put("approval", written(goal.getApproval()));
        put(map, "approve_after", duration(goal.getApproveAfterMs()));
        return map;
    }

    private static Map<String, Object> cap(Cap cap) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("scope", written(cap.getScope()));
        map.put("period", written(cap.getPeriod()));
        put(map, "count", cap.getCount());
        put(map, "limit_payout", decimal(cap.getLimitPayout()));
        put(map, "limit_revenue", decimal(cap.getLimitRevenue()));
        put(map, "goal", cap.getGoal());
        map.put("zone", cap.getZone());
        map.put("over", written(cap.getOver()));
        return map;
    }

    private static Map<String, Object> clickCap(ClickCap cap) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("scope", written(cap.getScope()));
        map.put("period", written(cap.getPeriod()));
        map.put("count", cap.getCount());
        map.put("zone", cap.getZone());
        return map;
    }

    private static Map<String, Object> fraud(FraudRules fraud) {
        Map<String, Object> map = new LinkedHashMap<>();
        put(map, "min_click_to_conversion", duration(fraud.getMinClickToConversionMs()));
        map.put("verdict", written(fraud.getVerdict()));
        return map;
    }

    private static Map<String, Object> fraudRule(FraudRule rule) {
        Map<String, Object> map = named(rule.getId(), null);
        map.put("kind", written(rule.getKind()));
        put(map, "at_least", duration(rule.getAtLeastMs()));
        put(map, "at_most", duration(rule.getAtMostMs()));
        put(map, "window", duration(rule.getWindowMs()));
        put(map, "most", rule.getMost());
        putSome(map, "lists", rule.getLists());
        put(map, "least_sample", rule.getLeastSample());
        put(map, "least_rate", decimal(rule.getLeastRate()));
        put(map, "most_rate", decimal(rule.getMostRate()));
        map.put("verdict", written(rule.getVerdict()));
        if (rule.getShadow()) {
            map.put("shadow", true);
        }
        put(map, "public_reason", rule.getPublicReason());
        return map;
    }
}
