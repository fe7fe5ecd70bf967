package dev.ricochet.gateway.publish;

import dev.ricochet.kit.health.Readiness;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.service.ServiceRuntime;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every few seconds whether a broker answers, for readiness; no request ever waits for it. */
public final class BrokerWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BrokerWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final int PATIENCE_MILLIS = 2_000;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

    private final Admin admin;
    private volatile Readiness state = Readiness.notReady("no broker was asked yet");

    private BrokerWatch(Admin admin) {
        this.admin = admin;
    }

    /** Registers its own shutdown. */
    public static BrokerWatch start(KafkaConnection kafka, ServiceRuntime runtime) {
        BrokerWatch watch = new BrokerWatch(Admin.create(kafka.base(runtime.name() + "-watch")));
        long timer = runtime.vertx().setPeriodic(0, PERIOD.toMillis(), id -> watch.ask());
        runtime.onShutdown("broker watch", () -> {
            runtime.vertx().cancelTimer(timer);
            watch.close();
        });
        return watch;
    }

    /** As far as is known; up to a few seconds old. */
    public Readiness state() {
        return state;
    }

    private void ask() {
        var unused = admin.describeCluster(new DescribeClusterOptions().timeoutMs(PATIENCE_MILLIS))
                .nodes()
                .whenComplete((nodes, failure) -> {
                    Readiness before = state;
                    state = failure == null
                            ? Readiness.ready()
                            : Readiness.notReady("no broker answers: " + failure.getMessage());
                    if (!before.equals(state)) {
                        log.atInfo().addKeyValue("state", state).log("The brokers' reachability changed");
                    }
                });
    }

    @Override
    public void close() {
        admin.close(CLOSE_WITHIN);
    }
}
