package dev.ricochet.gateway.admin;

import dev.ricochet.gateway.admin.Decision.Settled;
import dev.ricochet.gateway.admin.Decision.Write;
import dev.ricochet.kit.api.Answer;
import dev.ricochet.kit.api.ApiProblem;
import dev.ricochet.kit.api.Workers;
import dev.ricochet.kit.catalog.CatalogReader;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.event.AuditEvent;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes changes, one at a time over all who write to the cluster's catalog ({@link dev.ricochet.kit.catalog.CatalogFence}
 * says how): open the fence, read the catalog to its end, decide by it, write the entry and its audit event, commit. Where
 * somebody else opened the fence meanwhile, the commit fails, and the change begins anew by the newer catalog.
 */
public final class CatalogChanges {
    private static final Logger log = LoggerFactory.getLogger(CatalogChanges.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int TRIES = 5;
    private static final int MOST_WAITING = 64;
    private static final int ACCEPTED = 202;

    private final Workers workers;
    private final CatalogReader catalog;
    private final CatalogEnds ends;
    private final Fences fences;
    private final InstantSource clock;

    private CatalogChanges(
            Workers workers, CatalogReader catalog, CatalogEnds ends, Fences fences, InstantSource clock) {
        this.workers = workers;
        this.catalog = catalog;
        this.ends = ends;
        this.fences = fences;
        this.clock = clock;
    }

    /** Registers its own shutdown. Looks the schemas up in the registry. */
    public static CatalogChanges open(
            KafkaConnection kafka, CatalogReader catalog, ServiceRuntime runtime, InstantSource clock) {
        CatalogEnds ends = CatalogEnds.open(kafka, runtime.name());
        Workers workers = new Workers(runtime.vertx(), "catalog-changes", 1, MOST_WAITING);
        runtime.onShutdown("catalog changes", () -> {
            workers.close();
            ends.close();
        });
        return new CatalogChanges(workers, catalog, ends, new Fences(kafka, runtime.name()), clock);
    }

    Future<Answer> apply(ChangeRequest<?> request) {
        return workers.run(() -> change(request));
    }

    private Answer change(ChangeRequest<?> request) throws InterruptedException {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                return tryChange(request);
            } catch (ExecutionException | KafkaException failed) {
                if (isOvertaken(failed)) {
                    log.atDebug().addKeyValue("attempt", attempt).log("Another gateway changes the catalog too");
                    continue;
                }
                log.atWarn().setCause(failed).log("A catalog change was not written");
                return Answer.problem(ApiProblem.UNAVAILABLE, "nothing was changed");
            }
        }
        return Answer.problem(ApiProblem.BUSY, "other gateways change the catalog at the same time");
    }

    private Answer tryChange(ChangeRequest<?> request) throws InterruptedException, ExecutionException {
        Instant now = Instant.ofEpochMilli(clock.millis());
        if (!awaitEnds()) {
            return behind();
        }
        // Most refusals need no fence.
        if (request.decide(catalog.current().newest(), now) instanceof Settled settled) {
            return settled.answer();
        }
        try (Fences.Fence fence = fences.open()) {
            if (!awaitEnds()) {
                return behind();
            }
            Decision decision = request.decide(catalog.current().newest(), now);
            return decision instanceof Write write ? commit(write, fence) : ((Settled) decision).answer();
        }
    }

    private Answer commit(Write write, Fences.Fence fence) throws InterruptedException, ExecutionException {
        long offset = fence.write(write);
        try {
            fence.commit();
        } catch (KafkaException failed) {
            return failedCommit(failed);
        }
        AuditEvent audit = write.audit();
        log.atInfo()
                .addKeyValue("actor", audit.getActor())
                .addKeyValue("action", audit.getAction())
                .addKeyValue("kind", audit.getKind())
                .addKeyValue("id", audit.getId())
                .log("The catalog was changed");
        Answer answer = write.answer();
        // Durable in any case; only this gateway's own look at it is late.
        return isSeen(write, offset) ? answer : new Answer(ACCEPTED, answer.headers(), answer.json());
    }

    /** Only a commit by which others were faster is known to have changed nothing; any other may stand. */
    static Answer failedCommit(KafkaException failed) {
        if (isOvertaken(failed)) {
            throw failed;
        }
        log.atWarn().setCause(failed).log("Whether a catalog change was committed is not known");
        return Answer.problem(ApiProblem.OUTCOME_UNKNOWN, "");
    }

    private boolean isSeen(Write write, long offset) {
        try {
            return catalog.awaitReached(Map.of(new TopicPartition(write.topic(), 0), offset + 1), PATIENCE);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isOvertaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return true;
            }
        }
        return false;
    }

    private boolean awaitEnds() throws InterruptedException, ExecutionException {
        return catalog.awaitReached(ends.now(), PATIENCE);
    }

    private static Answer behind() {
        return Answer.problem(ApiProblem.UNAVAILABLE, "this gateway has not read the newest catalog yet");
    }
}
