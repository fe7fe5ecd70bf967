package dev.ricochet.attribution.stats.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricochet.attribution.stats.topology.StatsStore;
import dev.ricochet.attribution.stats.topology.StatsTopology;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.json.AvroJson;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.event.AffiliateTier;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.PostbackOutcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every route. Like health and metrics they ask for no key: whoever reaches the management port reads them, so it is bound to
 * the local machine unless somebody says otherwise.
 */
public final class QueryRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(QueryRoutes.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROOT = "/api/v1";
    private static final String STATS = "/stats";

    private final Vertx vertx;
    private final Owners owners;
    private final LocalState state;
    private final Relay relay;
    private final Supplier<Catalog> catalog;
    private final QueryMeters meters;

    private QueryRoutes(KafkaStreams streams, HostInfo self, Supplier<Catalog> catalog, ServiceRuntime service) {
        this.vertx = service.vertx();
        this.owners = new Owners(streams, self);
        this.state = new LocalState(streams);
        this.relay = new Relay(vertx);
        this.catalog = catalog;
        this.meters = new QueryMeters(service.meters());
    }

    /**
     * Answers on the service's management port.
     *
     * @param self as which this worker is known to the others
     */
    public static void mount(KafkaStreams streams, HostInfo self, Supplier<Catalog> catalog, ServiceRuntime service) {
        QueryRoutes routes = new QueryRoutes(streams, self, catalog, service);
        service.onShutdown(
                "queries",
                () -> routes.relay
                        .close()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join());
        Router router = service.management().router();
        routes.get(router, "/receipts/:id", inquiry -> routes.receipt(inquiry, id(inquiry)));
        routes.get(router, "/conversions/:id", inquiry -> routes.conversion(inquiry, id(inquiry)));
        routes.get(router, "/affiliates/:id/tier", inquiry -> routes.tier(inquiry, id(inquiry)));
        routes.get(router, STATS, routes::stats);
        ObjectNode document = OpenApi.document();
        routes.get(router, "/openapi.json", inquiry -> inquiry.answer(Reply.ok(document)));
    }

    private void get(Router router, String path, Consumer<Inquiry> answer) {
        router.get(ROOT + path)
                .setName("GET " + ROOT + path.replace(":id", "{id}"))
                .handler(context -> answer.accept(new Inquiry(context, path.replace(":id", "{id}"), meters)));
    }

    private static String id(Inquiry inquiry) {
        return String.valueOf(inquiry.context().pathParam("id"));
    }

    private void receipt(Inquiry inquiry, String receiptId) {
        one(inquiry, StatsStore.RECEIPTS, receiptId, partition -> {
            PostbackOutcome outcome = state.outcome(partition, receiptId);
            return outcome == null
                    ? Reply.notFound("no outcome of receipt " + receiptId + " is kept")
                    : Reply.ok(AvroJson.of(outcome));
        });
    }

    private void conversion(Inquiry inquiry, String conversionId) {
        one(inquiry, StatsStore.HISTORY, conversionId, partition -> {
            List<Conversion> versions = state.versions(partition, conversionId);
            if (versions.isEmpty()) {
                return Reply.notFound("no version of conversion " + conversionId + " is kept");
            }
            ObjectNode history = JsonNodeFactory.instance.objectNode().put("conversion_id", conversionId);
            ArrayNode shown = history.putArray("versions");
            versions.forEach(version -> shown.add(AvroJson.of(version)));
            return Reply.ok(history);
        });
    }

    /** From the catalog, which every worker has, and by which conversions are priced. */
    private void tier(Inquiry inquiry, String affiliateId) {
        AffiliateTier standing = catalog.get().affiliateTier(affiliateId);
        inquiry.answer(
                standing == null
                        ? Reply.notFound("no tier of affiliate " + affiliateId + " was computed yet")
                        : Reply.ok(AvroJson.of(standing)));
    }

    private void stats(Inquiry inquiry) {
        StatsQuestion question;
        try {
            question = StatsQuestion.of(
                    inquiry.context().queryParams(), InstantSource.system().instant());
        } catch (StatsQuestion.Unclear unclear) {
            inquiry.answer(Reply.badParameter(String.valueOf(unclear.getMessage())));
            return;
        }
        String affiliate = question.affiliate();
        if (affiliate == null) {
            everywhere(inquiry, question);
            return;
        }
        one(inquiry, StatsStore.HOURS, affiliate, partition -> {
            StatsSheet sheet = new StatsSheet(question);
            state.hours(partition, affiliate, question.from(), question.to(), sheet::add);
            return Reply.ok(sheet.toJson());
        });
    }

    /** Answers what lies in one partition: here, or by the worker that has it. */
    private void one(Inquiry inquiry, StatsStore<?, ?> store, String key, IntFunction<Reply> here) {
        Owner owner;
        try {
            owner = owners.of(store.name(), key);
        } catch (IllegalStateException | StreamsException notRunning) {
            owner = new Owner.Nobody();
        }
        if (owner instanceof Owner.Here own) {
            read(inquiry, () -> here.apply(own.partition()));
        } else if (owner instanceof Owner.There there && !inquiry.isPassedOn()) {
            relay.ask(there.host(), inquiry.uri())
                    .onSuccess(inquiry::answer)
                    .onFailure(failure -> inquiry.answer(failed(failure)));
        } else {
            // Two workers that each think it is the other's would pass it on for ever.
            inquiry.answer(Reply.moving());
        }
    }

    private void read(Inquiry inquiry, Supplier<Reply> reading) {
        vertx.executeBlocking(reading::get, false).onComplete(read -> {
            if (read.succeeded()) {
                inquiry.answer(read.result());
            } else {
                inquiry.answer(failed(read.cause()));
            }
        });
    }

    /** Asks every worker for its share. Affiliates lie on one worker each, so that the shares only need to be put together. */
    private void everywhere(Inquiry inquiry, StatsQuestion question) {
        Optional<Owners.Spread> spread;
        try {
            spread = owners.spread(StatsStore.HOURS.name(), StatsTopology.SUMS_TOPIC);
        } catch (IllegalStateException | StreamsException notRunning) {
            spread = Optional.empty();
        }
        if (spread.isEmpty()) {
            inquiry.answer(Reply.moving());
            return;
        }
        Owners.Spread all = spread.get();
        Future<StatsSheet> own = vertx.executeBlocking(
                () -> {
                    StatsSheet sheet = new StatsSheet(question);
                    all.here().forEach(partition -> state.hours(partition, question.from(), question.to(), sheet::add));
                    return sheet;
                },
                false);
        List<Future<Relay.Answer>> others = new ArrayList<>();
        if (!inquiry.isPassedOn()) {
            all.elsewhere().forEach(worker -> others.add(relay.ask(worker, ROOT + STATS + question.toQuery())));
        }
        Future.all(others)
                .compose(answers -> own)
                .map(sheet -> together(sheet, others))
                .onComplete(done -> inquiry.answer(done.succeeded() ? done.result() : failed(done.cause())));
    }

    private static Reply together(StatsSheet sheet, List<Future<Relay.Answer>> others) {
        for (Future<Relay.Answer> other : others) {
            Relay.Answer answer = other.result();
            if (answer.status() != 200) {
                return answer.status() == 400 ? tooLong() : Reply.moving();
            }
            sheet.add(parsed(answer));
        }
        return Reply.ok(sheet.toJson());
    }

    private static JsonNode parsed(Relay.Answer answer) {
        try {
            return JSON.readTree(answer.body().getBytes());
        } catch (IOException broken) {
            throw new IllegalStateException("another worker's answer is no JSON", broken);
        }
    }

    private static Reply failed(Throwable cause) {
        if (cause instanceof StatsSheet.TooLong) {
            return tooLong();
        }
        if (cause instanceof InvalidStateStoreException) {
            return Reply.moving();
        }
        if (cause instanceof Relay.Silent silent) {
            LOG.atWarn().setCause(silent).log("another worker did not answer a query");
            return Reply.ownerSilent(String.valueOf(silent.getMessage()));
        }
        LOG.atError().setCause(cause).log("a query failed");
        return Reply.defect();
    }

    private static Reply tooLong() {
        return Reply.badParameter("this would be more than " + StatsSheet.MOST_ROWS
                + " rows: ask for an affiliate, an offer or less time");
    }
}
