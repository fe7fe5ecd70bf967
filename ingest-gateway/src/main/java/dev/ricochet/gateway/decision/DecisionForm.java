package dev.ricochet.gateway.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.f4b6a3.uuid.alt.GUID;
import dev.ricochet.gateway.api.Answer.Fault;
import dev.ricochet.schemas.event.DecisionAction;
import dev.ricochet.schemas.event.ManualDecision;
import dev.ricochet.schemas.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A batch of decisions as JSON. Amounts are texts, since JSON's numbers are floating point to most who write them. All that
 * is wrong is told at once.
 */
final class DecisionForm {
    static final int MOST = 1_000;

    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_NAME = 256;
    private static final Set<String> KEYS = Set.of("batch_id", "reason", "decisions");
    private static final Set<String> ITEM_KEYS =
            Set.of("conversion_id", "offer_id", "action", "reason", "sale_amount", "payout", "revenue", "currency");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<Fault> faults = new ArrayList<>();
    private final String actor;
    private final Instant now;

    private DecisionForm(String actor, Instant now) {
        this.actor = actor;
        this.now = now;
    }

    /** What was read: decisions, or what is wrong. */
    record Read(List<ManualDecision> decisions, List<Fault> faults) {}

    static Read read(String json, String actor, Instant now) {
        DecisionForm form = new DecisionForm(actor, now);
        List<ManualDecision> decisions = form.batch(json);
        return new Read(form.faults.isEmpty() ? decisions : List.of(), form.faults);
    }

    private List<ManualDecision> batch(String json) {
        JsonNode body;
        try {
            body = JSON.readTree(json);
        } catch (JsonProcessingException malformed) {
            fault("", "no JSON", "an object with decisions");
            return List.of();
        }
        if (!body.isObject()) {
            fault("", "no object", "an object with decisions");
            return List.of();
        }
        checkKeys("", body, KEYS);
        String batchId = batchId(body);
        String reason = text("reason", body.get("reason"), LONGEST_REASON);
        JsonNode items = body.get("decisions");
        if (items == null || !items.isArray() || items.isEmpty() || items.size() > MOST) {
            fault("decisions", items == null ? "missing" : items.size() + " of them", "a list of 1 to " + MOST);
            return List.of();
        }
        List<ManualDecision> decisions = new ArrayList<>();
        for (int place = 0; place < items.size(); place++) {
            decisions.add(item("decisions[" + place + "]", items.get(place), reason)
                    .setBatchId(batchId)
                    .setBatchSize(items.size())
                    .setDecisionId("")
                    .setActor(actor)
                    .setDecidedAt(now)
                    .build());
        }
        return faults.isEmpty() ? named(decisions) : List.of();
    }

    /** Whoever repeats a batch, because its answer was lost, repeats its id: then its decisions have the same ids. */
    private static List<ManualDecision> named(List<ManualDecision> decisions) {
        List<ManualDecision> named = new ArrayList<>();
        for (ManualDecision decision : decisions) {
            String said = String.join(
                    "|",
                    decision.getBatchId(),
                    String.valueOf(named.size()),
                    decision.getConversionId(),
                    decision.getOfferId(),
                    decision.getAction().name(),
                    String.valueOf(decision.getSaleAmount()),
                    String.valueOf(decision.getPayout()),
                    String.valueOf(decision.getRevenue()),
                    String.valueOf(decision.getCurrency()));
            named.add(ManualDecision.newBuilder(decision)
                    .setDecisionId(GUID.v5(new GUID(UUID.fromString(decision.getBatchId())), said)
                            .toString())
                    .build());
        }
        return named;
    }

    private String batchId(JsonNode body) {
        JsonNode given = body.get("batch_id");
        if (given == null) {
            return GUID.v7().toString();
        }
        try {
            return UUID.fromString(given.asText()).toString();
        } catch (IllegalArgumentException malformed) {
            fault("batch_id", shown(given), "a UUID, best of version 7; without it the gateway makes one");
            return "";
        }
    }

    private ManualDecision.Builder item(String path, JsonNode item, @Nullable String reasonOfAll) {
        ManualDecision.Builder decision = ManualDecision.newBuilder();
        if (!item.isObject()) {
            fault(path, shown(item), "an object");
            return decision.setConversionId("").setOfferId("").setReason("");
        }
        checkKeys(path + ".", item, ITEM_KEYS);
        DecisionAction action = action(path, item.get("action"));
        BigDecimal sale = amount(path, item, "sale_amount", action == DecisionAction.REVERSE);
        BigDecimal payout = amount(path, item, "payout", action == DecisionAction.ADJUST);
        BigDecimal revenue = amount(path, item, "revenue", action == DecisionAction.ADJUST);
        if (sale != null && sale.signum() == 0) {
            fault(path + ".sale_amount", "0", "more than 0; leave it out to take all of the sale back");
        }
        if (action == DecisionAction.ADJUST && payout == null && revenue == null) {
            fault(path + ".payout", "missing", "payout, revenue or both");
        }
        String currency = currency(path, item.get("currency"), sale != null || payout != null || revenue != null);
        String own = item.has("reason") ? text(path + ".reason", item.get("reason"), LONGEST_REASON) : reasonOfAll;
        return decision.setConversionId(required(path + ".conversion_id", item.get("conversion_id")))
                .setOfferId(required(path + ".offer_id", item.get("offer_id")))
                .setAction(action)
                .setSaleAmount(sale)
                .setPayout(payout)
                .setRevenue(revenue)
                .setCurrency(currency)
                .setReason(own == null ? "" : own);
    }

    private DecisionAction action(String path, @Nullable JsonNode node) {
        for (DecisionAction action : DecisionAction.values()) {
            if (node != null
                    && action != DecisionAction.UNKNOWN
                    && action.name().toLowerCase(Locale.ROOT).equals(node.asText())) {
                return action;
            }
        }
        fault(path + ".action", shown(node), "one of approve, hold, reject, reverse, adjust");
        return DecisionAction.UNKNOWN;
    }

    private @Nullable BigDecimal amount(String path, JsonNode item, String key, boolean isTaken) {
        JsonNode node = item.get(key);
        if (node == null || node.isNull()) {
            return null;
        }
        String expected = "an amount as text, such as \"12.50\"";
        if (!isTaken) {
            fault(path + "." + key, shown(node), "nothing; this action takes no " + key);
            return null;
        }
        try {
            BigDecimal amount = node.isTextual() ? new BigDecimal(node.asText()).stripTrailingZeros() : null;
            if (amount != null
                    && amount.signum() >= 0
                    && amount.scale() <= Money.SCALE
                    && amount.precision() - amount.scale() <= Money.PRECISION - Money.SCALE) {
                return amount.setScale(Money.SCALE);
            }
        } catch (NumberFormatException malformed) {
            fault(path + "." + key, shown(node), expected);
            return null;
        }
        fault(path + "." + key, shown(node), expected);
        return null;
    }

    private @Nullable String currency(String path, @Nullable JsonNode node, boolean isNeeded) {
        if (node == null) {
            if (isNeeded) {
                fault(path + ".currency", "missing", "the conversion's currency, such as USD");
            }
            return null;
        }
        try {
            return Currency.getInstance(node.asText()).getCurrencyCode();
        } catch (IllegalArgumentException unknown) {
            fault(path + ".currency", shown(node), "an ISO 4217 code such as USD");
            return null;
        }
    }

    private String required(String path, @Nullable JsonNode node) {
        String text = text(path, node, LONGEST_NAME);
        return text == null ? "" : text;
    }

    private @Nullable String text(String path, @Nullable JsonNode node, int longest) {
        if (node == null
                || !node.isTextual()
                || node.asText().isBlank()
                || node.asText().length() > longest) {
            fault(path, shown(node), "a text of 1 to " + longest + " characters");
            return null;
        }
        return node.asText().strip();
    }

    private void checkKeys(String prefix, JsonNode object, Set<String> known) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        names.removeAll(known);
        names.stream().sorted().forEach(name -> fault(prefix + name, "unknown key", String.join(", ", known)));
    }

    private void fault(String path, String value, String expected) {
        faults.add(new Fault(path, value, expected));
    }

    private static String shown(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return "missing";
        }
        String text = node.toString();
        return text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) : text;
    }
}
