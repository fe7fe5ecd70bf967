package dev.ricochet.gateway.lookup;

import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.ApiRoute;
import dev.ricochet.kit.api.Call;
import dev.ricochet.kit.api.Limit;
import dev.ricochet.kit.json.AvroJson;
import dev.ricochet.kit.key.Role;
import dev.ricochet.schemas.event.RejectedRequest;
import dev.ricochet.schemas.serde.RecordDecoder;
import dev.ricochet.schemas.topic.Topics;
import io.vertx.core.Future;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /rejected-requests}: what was refused and why, newest first; secrets were masked before it was kept. */
public final class RejectedRequestsRoute {
    private static final int USUAL = 50;
    private static final int MOST = 200;

    private final TopicReads reads;
    private final RecordDecoder<RejectedRequest> decoder;

    public RejectedRequestsRoute(TopicReads reads) {
        this.reads = reads;
        this.decoder = reads.serdes().decoder(Topics.REJECTED_REQUESTS);
    }

    public ApiRoute route() {
        return ApiRoute.get(
                "/rejected-requests", Role.READ, this::answer, "advertiser", "reason", "from", "to", "limit", "cursor");
    }

    private Future<Answer> answer(Call call) {
        Limit limit = Limit.of(call, USUAL, MOST);
        if (limit.refusal() != null) {
            return Future.succeededFuture(limit.refusal());
        }
        for (String name : new String[] {"from", "to"}) {
            String text = call.parameter(name);
            if (text != null && time(text) == null) {
                return Future.succeededFuture(Answer.badParameter(name, text, "a time such as 2026-03-01T12:00:00Z"));
            }
        }
        String cursorText = call.parameter("cursor");
        Cursor cursor = cursorText == null ? null : Cursor.of(cursorText);
        if (cursorText != null && cursor == null) {
            return Future.succeededFuture(
                    Answer.badParameter("cursor", cursorText, "the `next` of the page before, as it stands there"));
        }
        RejectedPage.Query query = new RejectedPage.Query(
                request -> isWanted(call, request),
                time(call.parameter("from")),
                time(call.parameter("to")),
                limit.value(),
                cursor);
        return reads.ask(consumer -> RejectedPage.read(consumer, decoder, query))
                .map(RejectedRequestsRoute::shown)
                .recover(KafkaAway::answer);
    }

    private static boolean isWanted(Call call, RejectedRequest request) {
        String advertiser = call.parameter("advertiser");
        String reason = call.parameter("reason");
        return (advertiser == null || advertiser.equals(request.getAdvertiserId()))
                && (reason == null || reason.equals(request.getReason()));
    }

    private static Answer shown(RejectedPage page) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("items", page.items().stream().map(AvroJson::of).toList());
        json.put("next", page.next() == null ? null : page.next().text());
        json.put("read", page.read());
        return Answer.ok(json);
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException malformed) {
            return null;
        }
    }
}
