package dev.ricochet.kit.catalog.form;

import static dev.ricochet.kit.catalog.form.Node.quoted;

import dev.ricochet.kit.duration.Durations;
import dev.ricochet.schemas.catalog.AttributionModel;
import dev.ricochet.schemas.catalog.Goal;
import dev.ricochet.schemas.catalog.Offer;
import dev.ricochet.schemas.catalog.OfferStatus;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Offers out of a catalog file. */
final class OfferReader {
    private static final Duration CLICK_WINDOW = Duration.ofDays(30);
    private static final Duration EARLY_HOLD = Duration.ofMinutes(10);
    private static final Duration CUSTOMER_MEMORY = Duration.ofDays(365);

    /** Each customer takes a place in settle's state as long as it is remembered. */
    private static final Duration LONGEST_CUSTOMER_MEMORY = Duration.ofDays(3650);

    private OfferReader() {}

    static Offer offer(Node node) {
        List<Goal> goals = goals(node);
        return Offer.newBuilder()
                .setId(node.id())
                .setVersion(0)
                .setEffectiveFrom(EffectiveFrom.read(node))
                .setName(node.optionalText("name"))
                .setAdvertiserId(node.text("advertiser"))
                .setStatus(node.oneOf("status", OfferStatus.class, OfferStatus.ACTIVE))
                .setLandingUrl(landing(node, "landing_url", node.text("landing_url")))
                .setFallbackUrl(fallback(node))
                .setFallbackOfferId(node.optionalText("fallback_offer"))
                .setCurrency(Currencies.read(node, "currency"))
                .setClickWindowMs(window(node, "click_window", CLICK_WINDOW))
                .setEarlyHoldMs(node.millis("early_hold", EARLY_HOLD))
                .setGoals(goals)
                .setCaps(node.list("caps", cap -> CapReader.cap(cap, goals)))
                .setFraud(node.object("fraud", FraudReader::fraud).orElse(null))
                .setFraudRules(FraudReader.rules(node))
                .setAffiliates(node.texts("affiliates"))
                .setCoupons(coupons(node))
                .setClickCaps(node.list("click_caps", CapReader::clickCap))
                .setViewWindowMs(node.has("view_window") ? window(node, "view_window", Duration.ofDays(1)) : null)
                .setAttribution(node.oneOf("attribution", AttributionModel.class, AttributionModel.LAST_CLICK))
                .setCustomerMemoryMs(
                        node.object("customers", OfferReader::customerMemory).orElse(null))
                .build();
    }

    private static String landing(Node node, String key, String url) {
        if (!url.isEmpty()) {
            UrlTemplate.expectation(url, UrlTemplate.LANDING_MACROS)
                    .ifPresent(expected -> node.report(key, quoted(url), expected));
        }
        return url;
    }

    private static @Nullable String fallback(Node node) {
        String url = node.optionalText("fallback_url");
        return url == null ? null : landing(node, "fallback_url", url);
    }

    private static long window(Node node, String key, Duration fallback) {
        long window = node.millis(key, fallback);
        if (window <= 0 || window > Topics.LONGEST_CLICK_WINDOW.toMillis()) {
            node.report(
                    key,
                    Durations.print(window),
                    "more than 0 and at most " + Durations.print(Topics.LONGEST_CLICK_WINDOW.toMillis())
                            + ", because clicks are not kept longer");
        }
        return window;
    }

    private static long customerMemory(Node node) {
        long memory = node.millis("remember", CUSTOMER_MEMORY);
        if (memory <= 0 || memory > LONGEST_CUSTOMER_MEMORY.toMillis()) {
            node.report(
                    "remember",
                    Durations.print(memory),
                    "more than 0 and at most " + Durations.print(LONGEST_CUSTOMER_MEMORY.toMillis()));
        }
        return memory;
    }

    private static List<Goal> goals(Node node) {
        List<Goal> goals = node.list("goals", GoalReader::goal);
        if (goals.isEmpty()) {
            node.report("goals", "none", "at least one goal");
        }
        Set<String> ids = new HashSet<>();
        for (Goal goal : goals) {
            if (!goal.getId().isEmpty() && !ids.add(goal.getId())) {
                node.report("goals", quoted(goal.getId()) + " twice", "each goal once");
            }
        }
        return goals;
    }

    private static Map<String, String> coupons(Node node) {
        return node.object("coupons", coupons -> {
                    Map<String, String> byCode = new LinkedHashMap<>();
                    coupons.allKeys().forEach(code -> byCode.put(code, coupons.text(code)));
                    return byCode;
                })
                .orElseGet(Map::of);
    }
}
