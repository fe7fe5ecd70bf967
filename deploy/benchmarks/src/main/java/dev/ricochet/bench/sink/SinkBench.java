package dev.ricochet.bench.sink;

import dev.ricochet.bench.Bench;
import dev.ricochet.bench.Scratch;
import dev.ricochet.bench.report.BenchReport;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.local.catalog.CatalogTopics;
import dev.ricochet.local.stack.LocalStack;
import dev.ricochet.local.stack.Ports;
import dev.ricochet.local.stack.StackOptions;
import dev.ricochet.local.stack.StackService;
import dev.ricochet.schemas.serde.RecordSerdes;
import io.vertx.core.Vertx;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Deliveries a second from the topic of due deliveries to the durable attempt, and from the topic of conversions, beside a
 * bare client; what the healthy keep of it when one endpoint in ten hangs and one refuses; and the time from a change to its
 * request.
 *
 * <p>The rounds of warm-up are the measured ones over again, in the same order, and are not counted: broker, sink and bare client
 * run for weeks where they run, and a virtual machine that is still compiling says nothing of that. In each measured round the
 * baseline comes first and the sink after it. What is written is made before the clock starts. Beside rates there is the
 * processor time that each process took for a delivery, which tells more on a machine that does other things too.
 */
public final class SinkBench implements Bench {

    static final int HEALTHY = 80;
    static final int BAD_OF_EACH_KIND = 10;

    /** What the sink may have open to one server, and the bare client has. */
    private static final int CONNECTIONS = 128;

    /** In one round: so many that the fractions of a second in which it begins and ends do not count. */
    static final int DELIVERIES = 40_000;

    /** Endpoints whose names begin so take everything. */
    static final String HEALTHY_NAME = "healthy-";

    @Override
    public String name() {
        return "sink";
    }

    @Override
    public String about() {
        return "deliveries to affiliates, against a bare HTTP client, and beside servers that hang and refuse";
    }

    @Override
    public BenchReport run(Consumer<String> progress) throws Exception {
        Path data = Scratch.create();
        Vertx vertx = Vertx.vertx();
        StackOptions options = StackOptions.in(data)
                .onPorts(Ports.free())
                .withServices(Set.of(StackService.SINK))
                .withBrokerHeap("1g")
                .withServiceHeap("768m")
                // All healthy endpoints lie on one server here, which is rare elsewhere.
                .withEnvironment(
                        StackService.SINK,
                        Map.of(
                                "RICOCHET_HTTP_CONNECTIONS_PER_ORIGIN",
                                Integer.toString(CONNECTIONS),
                                "RICOCHET_HTTP_WAITING_PER_ORIGIN",
                                Integer.toString(DELIVERIES)));
        try (Receiver receiver = new Receiver(vertx);
                LocalStack stack = LocalStack.start(options, progress::accept)) {
            KafkaConnection kafka = new KafkaConnection(stack.bootstrapServers(), stack.registryUrl(), Map.of());
            new CatalogTopics(kafka).apply(catalog(receiver), false);
            RecordSerdes serdes = RecordSerdes.connect(stack.registryUrl());
            try (ConversionLoad load = new ConversionLoad(stack.bootstrapServers(), serdes);
                    AttemptCount attempts = new AttemptCount(stack.bootstrapServers(), serdes);
                    RawClient raw = new RawClient(vertx, CONNECTIONS);
                    PlannerBacklog backlog = new PlannerBacklog(stack.bootstrapServers())) {
                SinkRounds rounds = new SinkRounds(receiver, load, attempts, raw, backlog, progress);
                rounds.measure(
                        stack.service(StackService.SINK).pid(), stack.broker().pid());
                rounds.race(new GroupRace(stack.bootstrapServers()));
                return rounds.report(name());
            }
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
            Scratch.delete(data);
        }
    }

    static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(number -> prefix + number).toList();
    }

    private static String catalog(Receiver receiver) throws Exception {
        StringBuilder yaml = new StringBuilder("affiliates:\n");
        List<String> names = new ArrayList<>(names(HEALTHY_NAME, HEALTHY));
        names.addAll(names("hanging-", BAD_OF_EACH_KIND));
        names.addAll(names("refusing-", BAD_OF_EACH_KIND));
        names.forEach(name -> yaml.append("  - {id: ").append(name).append("}\n"));
        yaml.append("endpoints:\n");
        for (int number = 0; number < HEALTHY; number++) {
            endpoint(yaml, HEALTHY_NAME + number, receiver.healthy(number));
        }
        int closedPort;
        try (ServerSocket closed = new ServerSocket(0)) {
            closedPort = closed.getLocalPort();
        }
        for (int number = 0; number < BAD_OF_EACH_KIND; number++) {
            endpoint(yaml, "hanging-" + number, receiver.hanging(number));
            endpoint(yaml, "refusing-" + number, "http://127.0.0.1:" + closedPort + "/" + number);
        }
        return yaml.toString();
    }

    private static void endpoint(StringBuilder yaml, String name, String url) {
        yaml.append("""
                  - id: %1$s
                    affiliate: %1$s
                    url: "%2$s"
                    method: POST
                    secret: whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz
                    headers: {%3$s: "{changed_at}"}
                """.formatted(name, url, Receiver.CHANGED_AT));
    }
}
