package dev.ricochet.attribution.runtime;

import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.service.ServiceRuntime;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts an application inside the service and ties its life to it. */
public final class StreamsRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsRuntime.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(25);

    private StreamsRuntime() {}

    /**
     * Starts an application: checks its topics, registers readiness and metrics, closes it at shutdown, and stops the
     * service if it fails.
     *
     * @throws IllegalStateException if its topics are not as they must be
     */
    public static KafkaStreams start(
            StreamsApp app, WorkerSettings worker, KafkaConnection kafka, ServiceRuntime service)
            throws InterruptedException {
        try (Admin admin = Admin.create(new HashMap<>(kafka.base(StreamsProperties.applicationId(app) + "-check")))) {
            SourceTopics.requireCopartitioned(admin, app.copartitioned());
        }
        Properties properties = properties(app, kafka, worker);
        KafkaStreams streams = new KafkaStreams(app.topology(), properties);
        ConsumerFigures consumers = new ConsumerFigures(streams);
        RestorationProgress restoration =
                new RestorationProgress(app.role(), InstantSource.system(), consumers::bytesRestored);
        streams.setStateListener((now, before) -> LOG.atInfo()
                .addKeyValue("role", app.role())
                .addKeyValue("from", before)
                .addKeyValue("to", now)
                .log("streams state changed"));
        streams.setGlobalStateRestoreListener(restoration);
        streams.setUncaughtExceptionHandler(failure -> {
            service.fail("streams " + app.role(), failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        service.health()
                .readiness(
                        app.role(),
                        new StreamsReadiness(streams::state, restoration::now, consumers::lag, worker.readyLag()));
        RestorationMeters.register(service.meters(), app.role(), restoration);
        KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(service.meters());
        service.onShutdown("streams metrics " + app.role(), metrics::close);
        service.onShutdown("streams " + app.role(), () -> close(streams, app, worker));
        streams.start();
        return streams;
    }

    /** All that an application of a worker is set to. */
    public static Properties properties(StreamsApp app, KafkaConnection kafka, WorkerSettings worker) {
        return StreamsProperties.of(app, kafka, worker);
    }

    private static void close(KafkaStreams streams, StreamsApp app, WorkerSettings worker) {
        // Who comes back under the same name keeps its partitions; who does not lets go of them at once.
        GroupMembershipOperation membership = worker.instanceId() == null
                ? GroupMembershipOperation.LEAVE_GROUP
                : GroupMembershipOperation.REMAIN_IN_GROUP;
        CloseOptions patience = CloseOptions.timeout(CLOSE_PATIENCE).withGroupMembershipOperation(membership);
        if (!streams.close(patience)) {
            throw new IllegalStateException(
                    "streams " + app.role() + " did not close within " + CLOSE_PATIENCE.toSeconds() + " s");
        }
    }
}
