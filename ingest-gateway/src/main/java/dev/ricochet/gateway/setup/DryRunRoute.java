package dev.ricochet.gateway.setup;

import dev.ricochet.gateway.lookup.ClickLookup;
import dev.ricochet.gateway.lookup.ClickLookup.Sighting;
import dev.ricochet.gateway.postback.Rehearsal;
import dev.ricochet.gateway.postback.Rehearsal.Arrival;
import dev.ricochet.gateway.postback.Rehearsal.Played;
import dev.ricochet.gateway.postback.Safeguards;
import dev.ricochet.gateway.postback.SignedRequests;
import dev.ricochet.gateway.request.HeaderToken;
import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.ApiProblem;
import dev.ricochet.kit.api.ApiRoute;
import dev.ricochet.kit.api.Call;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.key.Role;
import dev.ricochet.schemas.catalog.Advertiser;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.click.Verdict;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** {@code POST /postbacks:dry-run}: what would become of a postback. Nothing is written, counted or kept. */
public final class DryRunRoute {
    private final Supplier<Catalog> catalog;
    private final ClickIds clickIds;
    private final ClickLookup clicks;
    private final InstantSource clock;
    private final Rehearsal rehearsal;
    private final long mostBodyBytes;

    /** @param mostBodyBytes of a postback on the public port */
    public DryRunRoute(
            Supplier<Catalog> catalog,
            Safeguards safeguards,
            ClickLookup clicks,
            InstantSource clock,
            long mostBodyBytes) {
        this.mostBodyBytes = mostBodyBytes;
        this.catalog = catalog;
        this.clickIds = safeguards.clickIds();
        this.clicks = clicks;
        this.clock = clock;
        this.rehearsal = new Rehearsal(safeguards, clock);
    }

    public ApiRoute route() {
        return new ApiRoute(HttpMethod.POST, "/postbacks:dry-run", Role.READ, Set.of(), this::answer);
    }

    private Future<Answer> answer(Call call) {
        List<Answer.Fault> faults = new ArrayList<>();
        RawRequest request = RawRequest.read(call.body(), faults);
        if (!faults.isEmpty()) {
            return Future.succeededFuture(Answer.problem(ApiProblem.VALIDATION_FAILED, "", faults));
        }
        Catalog now = catalog.get();
        Entrance entrance = Entrance.of(request, now, mostBodyBytes);
        if (entrance instanceof Entrance.Closed closed) {
            return Future.succeededFuture(Answer.ok(DryRunReport.refused(closed.reason(), closed.detail())));
        }
        Entrance.Open open = (Entrance.Open) entrance;
        Arrival arrival = new Arrival(
                open.parameters(),
                HeaderToken.in(name -> request.headers().get(name.toString().toLowerCase(Locale.ROOT))),
                request.address(),
                request.encrypted(),
                SignedRequests.of(
                        new SignedRequests.Sent(request.method(), request.path(), request.query()),
                        request.body(),
                        request.headers().get("x-ricochet-timestamp"),
                        request.headers().get("x-ricochet-signature")));
        return play(now, open.advertiser(), arrival);
    }

    private Future<Answer> play(Catalog now, Advertiser advertiser, Arrival arrival) {
        Played played = rehearsal.play(now, advertiser, arrival);
        if (played.postback() == null) {
            return Future.succeededFuture(Answer.ok(DryRunReport.of(advertiser, played)));
        }
        Forecast forecast = new Forecast(now, played.postback(), Instant.ofEpochMilli(clock.millis()));
        return sight(played.postback().getClickId())
                .map(sight -> {
                    Map<String, Object> report = DryRunReport.of(advertiser, played);
                    report.put("click", DryRunReport.click(sight));
                    report.put("outcome", forecast.by(sight));
                    report.put("not_evaluated", Forecast.NOT_EVALUATED);
                    return Answer.ok(report);
                })
                .recover(failure -> failure instanceof RetriableException
                        ? Future.succeededFuture(
                                Answer.problem(ApiProblem.UNAVAILABLE, "the click could not be looked up"))
                        : Future.failedFuture(failure));
    }

    private Future<ClickSight> sight(@Nullable String clickId) {
        if (clickId == null) {
            return Future.succeededFuture(new ClickSight.Unnamed());
        }
        Verdict verdict = clickIds.verify(clickId);
        if (verdict instanceof Verdict.Malformed malformed) {
            return Future.succeededFuture(new ClickSight.Malformed(malformed.detail()));
        }
        if (verdict instanceof Verdict.Forged forged) {
            return Future.succeededFuture(new ClickSight.Forged(forged.detail()));
        }
        Instant at = ((Verdict.Genuine) verdict).at();
        return clicks.find(clickId, at)
                .map(sighting -> sighting instanceof Sighting.Found found
                        ? new ClickSight.Found(found.click(), at)
                        : notFound((Sighting.NotFound) sighting, at));
    }

    private static ClickSight notFound(Sighting.NotFound sighting, Instant at) {
        return new ClickSight.NotFound(at, sighting.records(), sighting.whole());
    }
}
