package dev.ricochet.attribution.stats.query;

import dev.ricochet.attribution.stats.topology.StatsStore;
import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.ApiProblem;
import dev.ricochet.kit.api.ApiServer;
import dev.ricochet.kit.api.Call;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.IntFunction;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what lies in one partition: here, or by the worker that has it. */
final class OneWorkersAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(OneWorkersAnswer.class);

    private final Owners owners;
    private final Relay relay;
    private final Vertx vertx;

    OneWorkersAnswer(Owners owners, Relay relay, Vertx vertx) {
        this.owners = owners;
        this.relay = relay;
        this.vertx = vertx;
    }

    /**
     * The answer, or the problem why there is none now; fails only for a defect.
     *
     * @param key by which the store's records were partitioned
     * @param path the question as another worker has to be asked, below the API's root
     * @param here reads the partition; may wait for a disk
     */
    Future<Answer> answer(Call call, StatsStore<?, ?> store, String key, String path, IntFunction<Answer> here) {
        Owner owner;
        try {
            owner = owners.of(store.name(), key);
        } catch (IllegalStateException | StreamsException notRunning) {
            owner = new Owner.Nobody();
        }
        if (owner instanceof Owner.Here own) {
            return vertx.executeBlocking(() -> here.apply(own.partition()), false)
                    .recover(OneWorkersAnswer::instead);
        }
        // Two workers that each think it is the other's would pass it on for ever.
        return owner instanceof Owner.There there && !Relay.isPassedOn(call)
                ? relay.ask(there.host(), ApiServer.ROOT + path, call)
                        .map(Relay.Reply::answer)
                        .recover(OneWorkersAnswer::instead)
                : Future.succeededFuture(moving());
    }

    /** Partitions move between workers, or are being restored. */
    static Answer moving() {
        return Answer.problem(ApiProblem.REBALANCING, "");
    }

    /** What is answered instead, where nothing is broken. */
    static Future<Answer> instead(Throwable cause) {
        if (cause instanceof InvalidStateStoreException) {
            return Future.succeededFuture(moving());
        }
        if (cause instanceof Relay.Silent silent) {
            LOG.atWarn().setCause(silent).log("another worker did not answer a query");
            return Future.succeededFuture(Answer.problem(ApiProblem.OWNER_SILENT, String.valueOf(silent.getMessage())));
        }
        return Future.failedFuture(cause);
    }
}
