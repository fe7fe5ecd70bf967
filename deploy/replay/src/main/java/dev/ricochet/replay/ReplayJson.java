package dev.ricochet.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricochet.kit.json.AvroJson;

/** A comparison for scripts. */
final class ReplayJson {

    private ReplayJson() {}

    static ObjectNode of(Comparison comparison) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("compared", comparison.compared());
        json.put("would_differ", comparison.differences().size());
        json.put("not_compared", comparison.unsure());
        json.put("not_decided_yet", comparison.undecided());
        ArrayNode differences = json.putArray("differences");
        comparison.differences().forEach(difference -> {
            ObjectNode node = differences.addObject();
            node.put("receipt_id", difference.receiptId());
            node.put("received_at", difference.receivedAt().toString());
            node.set("was", verdict(difference.was()));
            node.set("would_be", verdict(difference.wouldBe()));
        });
        ArrayNode sums = json.putArray("sums");
        comparison.sums().forEach((account, change) -> {
            ObjectNode node = sums.addObject();
            node.put("affiliate_id", account.affiliateId());
            node.put("currency", account.currency());
            node.set("was", sums(change.was()));
            node.set("would_be", sums(change.wouldBe()));
        });
        return json;
    }

    private static ObjectNode verdict(Verdict verdict) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("outcome", verdict.outcome().name());
        node.put("reason", verdict.reason());
        node.put("offer_id", verdict.offerId());
        node.put("affiliate_id", verdict.affiliateId());
        if (verdict.conversion() == null) {
            node.putNull("conversion");
        } else {
            node.set("conversion", AvroJson.of(verdict.conversion()));
        }
        return node;
    }

    private static ObjectNode sums(Comparison.Sums sums) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("payout", AvroJson.plain(sums.payout()))
                .put("revenue", AvroJson.plain(sums.revenue()))
                .put("conversions", sums.conversions());
    }
}
