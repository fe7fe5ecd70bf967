package dev.ricochet.attribution.stats.query;

import dev.ricochet.attribution.stats.topology.StatsStore;
import dev.ricochet.attribution.stats.topology.StatsTopology;
import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.ApiProblem;
import dev.ricochet.kit.api.ApiServer;
import dev.ricochet.kit.api.Call;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.errors.StreamsException;

/** {@code GET /stats}: of one affiliate from the worker that has it, of all from every worker. */
record StatsRoute(OneWorkersAnswer one, Owners owners, LocalState state, Relay relay, Vertx vertx) {

    static final String PATH = "/stats";

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    Future<Answer> answer(Call call) {
        StatsQuestion question;
        try {
            question = StatsQuestion.of(call.query(), InstantSource.system().instant());
        } catch (StatsQuestion.Unclear unclear) {
            return Future.succeededFuture(
                    Answer.problem(ApiProblem.BAD_PARAMETER, String.valueOf(unclear.getMessage())));
        }
        String affiliate = question.affiliate();
        Future<Answer> answer = affiliate == null
                ? everywhere(call, question)
                : one.answer(call, StatsStore.HOURS, affiliate, PATH + question.toQuery(), partition -> {
                    StatsSheet sheet = new StatsSheet(question);
                    state.hours(partition, affiliate, question.from(), question.to(), sheet::add);
                    return Answer.ok(sheet.toJson());
                });
        return answer.recover(StatsRoute::instead);
    }

    /**
     * Asks every worker for its share. Affiliates lie on one worker each, so that the shares only need to be put together.
     * Each share says which partitions it is made of: one that moved in between would be missing in all of them, or be in two.
     */
    private Future<Answer> everywhere(Call call, StatsQuestion question) {
        Optional<Owners.Spread> spread;
        try {
            spread = owners.spread(StatsStore.HOURS.name(), StatsTopology.SUMS_TOPIC);
        } catch (IllegalStateException | StreamsException notRunning) {
            spread = Optional.empty();
        }
        if (spread.isEmpty()) {
            return Future.succeededFuture(OneWorkersAnswer.moving());
        }
        Owners.Spread all = spread.get();
        Future<StatsSheet> own = vertx.executeBlocking(() -> read(question, all.here()), false);
        if (Relay.isPassedOn(call)) {
            return own.map(sheet -> Answer.ok(sheet.toJson()).with(Relay.PARTITIONS, Coverage.text(all.here())));
        }
        List<Future<Relay.Reply>> others = new ArrayList<>();
        all.elsewhere()
                .forEach(worker -> others.add(relay.ask(worker, ApiServer.ROOT + PATH + question.toQuery(), call)));
        return Future.all(others).compose(answers -> own).map(sheet -> together(sheet, all, others));
    }

    private StatsSheet read(StatsQuestion question, Set<Integer> partitions) {
        StatsSheet sheet = new StatsSheet(question);
        partitions.forEach(partition -> state.hours(partition, question.from(), question.to(), sheet::add));
        return sheet;
    }

    private static Answer together(StatsSheet sheet, Owners.Spread all, List<Future<Relay.Reply>> others) {
        Coverage coverage = new Coverage(all.partitions()).plus(all.here());
        for (Future<Relay.Reply> other : others) {
            Relay.Reply reply = other.result();
            if (reply.status() != OK) {
                return reply.status() == BAD_REQUEST ? tooLong() : OneWorkersAnswer.moving();
            }
            coverage = coverage.plus(Coverage.read(reply.partitions()));
            sheet.add(reply.json());
        }
        return coverage.isWhole() ? Answer.ok(sheet.toJson()) : OneWorkersAnswer.moving();
    }

    private static Future<Answer> instead(Throwable cause) {
        return cause instanceof StatsSheet.TooLong
                ? Future.succeededFuture(tooLong())
                : OneWorkersAnswer.instead(cause);
    }

    private static Answer tooLong() {
        return Answer.problem(
                ApiProblem.BAD_PARAMETER,
                "this would be more than " + StatsSheet.MOST_ROWS
                        + " rows: ask for an affiliate, an offer or less time");
    }
}
