package dev.ricochet.attribution.stats.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricochet.attribution.stats.topology.StatsStore;
import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.ApiProblem;
import dev.ricochet.kit.api.Call;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.json.AvroJson;
import dev.ricochet.schemas.event.AffiliateTier;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.PostbackOutcome;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;

/** What is kept of one receipt, one conversion, one affiliate. */
record Lookups(OneWorkersAnswer one, LocalState state, Supplier<Catalog> catalog) {

    private static final String ID = "id";

    Future<Answer> receipt(Call call) {
        String receiptId = call.inPath(ID);
        String path = "/receipts/" + Relay.encoded(receiptId);
        return one.answer(call, StatsStore.RECEIPTS, receiptId, path, partition -> {
            PostbackOutcome outcome = state.outcome(partition, receiptId);
            return outcome == null
                    ? notFound("no outcome of receipt " + receiptId + " is kept")
                    : Answer.ok(AvroJson.of(outcome));
        });
    }

    Future<Answer> conversion(Call call) {
        String conversionId = call.inPath(ID);
        String path = "/conversions/" + Relay.encoded(conversionId);
        return one.answer(call, StatsStore.HISTORY, conversionId, path, partition -> {
            List<Conversion> versions = state.versions(partition, conversionId);
            if (versions.isEmpty()) {
                return notFound("no version of conversion " + conversionId + " is kept");
            }
            ObjectNode history = JsonNodeFactory.instance.objectNode().put("conversion_id", conversionId);
            ArrayNode shown = history.putArray("versions");
            versions.forEach(version -> shown.add(AvroJson.of(version)));
            return Answer.ok(history);
        });
    }

    /** From the catalog, which every worker has, and by which conversions are priced. */
    Future<Answer> tier(Call call) {
        String affiliateId = call.inPath(ID);
        AffiliateTier standing = catalog.get().affiliateTier(affiliateId);
        return Future.succeededFuture(
                standing == null
                        ? notFound("no tier of affiliate " + affiliateId + " was computed yet")
                        : Answer.ok(AvroJson.of(standing)));
    }

    private static Answer notFound(String detail) {
        return Answer.problem(ApiProblem.NOT_FOUND, detail);
    }
}
