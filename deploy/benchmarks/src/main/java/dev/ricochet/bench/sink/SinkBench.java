package dev.ricochet.bench.sink;

import dev.ricochet.bench.Bench;
import dev.ricochet.bench.Scratch;
import dev.ricochet.bench.report.BenchReport;
import dev.ricochet.bench.report.Figures;
import dev.ricochet.bench.report.Machine;
import dev.ricochet.bench.report.Run;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
 */
public final class SinkBench implements Bench {

    private static final int ENDPOINTS = 100;
    private static final int HEALTHY = 80;
    private static final int BAD_OF_EACH_KIND = 10;

    /** What the sink may have open to one server, and the bare client has. */
    private static final int CONNECTIONS = 128;

    private static final int DELIVERIES = 20_000;
    private static final int ROUNDS = 3;

    /** Fewer than the rounds before have offered. */
    private static final int RACE = 5 * DELIVERIES;

    private static final Duration AT_MOST = Duration.ofMinutes(3);
    private static final Duration PACED = Duration.ofSeconds(10);
    private static final double SHARE_OF_FULL_SPEED = 0.25;

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
                    RawClient raw = new RawClient(vertx, CONNECTIONS)) {
                return measure(receiver, load, attempts, raw, new GroupRace(stack.bootstrapServers()), progress);
            }
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
            Scratch.delete(data);
        }
    }

    private BenchReport measure(
            Receiver receiver,
            ConversionLoad load,
            AttemptCount attempts,
            RawClient raw,
            GroupRace race,
            Consumer<String> progress)
            throws Exception {
        List<String> healthy = names("healthy-", HEALTHY);
        List<String> all = new ArrayList<>(healthy);
        all.addAll(names("hanging-", BAD_OF_EACH_KIND));
        all.addAll(names("refusing-", BAD_OF_EACH_KIND));
        progress.accept("warming up");
        load.conversions(healthy, DELIVERIES / 2);
        attempts.await(DELIVERIES / 2, "healthy", AT_MOST);
        load.due(healthy, DELIVERIES);
        attempts.await(DELIVERIES, "healthy", AT_MOST);
        raw.sprint(receiver.sample(), receiver.port(), DELIVERIES);

        double[] limit = new double[ROUNDS];
        double[] sent = new double[ROUNDS];
        double[] whole = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            limit[round] = raw.sprint(receiver.sample(), receiver.port(), DELIVERIES);
            sent[round] = timed(() -> load.due(healthy, DELIVERIES), attempts, DELIVERIES);
            whole[round] = timed(() -> load.conversions(healthy, DELIVERIES), attempts, DELIVERIES);
            progress.accept("round %d of %d: bare client %,.0f/s, dispatcher %,.0f/s, planner and dispatcher %,.0f/s"
                    .formatted(round + 1, ROUNDS, limit[round], sent[round], whole[round]));
        }
        receiver.forgetLatency();
        double pace = Figures.median(whole) * SHARE_OF_FULL_SPEED;
        load.conversionsPaced(healthy, pace, PACED);
        attempts.await((int) Math.round(pace * PACED.toSeconds()), "healthy", AT_MOST);
        double p50 = receiver.latencyMillis(50);
        double p99 = receiver.latencyMillis(99);
        progress.accept("at %,.0f/s from change to request: p50 %.0f ms, p99 %.0f ms".formatted(pace, p50, p99));

        double[] kept = new double[ROUNDS];
        double[] beside = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            double alone = timed(() -> load.due(healthy, DELIVERIES), attempts, DELIVERIES);
            // As many to the healthy as before, and their share to the other two.
            int withOthers = DELIVERIES / HEALTHY * ENDPOINTS;
            beside[round] = timed(() -> load.due(all, withOthers), attempts, DELIVERIES);
            kept[round] = beside[round] / alone;
            progress.accept("round %d of %d: healthy alone %,.0f/s, beside bad neighbours %,.0f/s"
                    .formatted(round + 1, ROUNDS, alone, beside[round]));
        }
        double[] shares = new double[ROUNDS];
        double[] consumers = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            shares[round] = race.shareGroup(RACE);
            consumers[round] = race.consumerGroup(RACE);
            progress.accept(
                    "round %d of %d: share group %,.0f/s, consumer group %,.0f/s, nothing done about the records"
                            .formatted(round + 1, ROUNDS, shares[round], consumers[round]));
        }
        return report(
                limit,
                sent,
                whole,
                new Bad(beside, kept),
                new Groups(shares, consumers),
                Map.of("p50", p50, "p99", p99, "pace", pace));
    }

    /** @param kept what the healthy kept of what they had alone */
    @SuppressWarnings("ArrayRecordComponent") // measured once, read once
    private record Bad(double[] beside, double[] kept) {}

    /** Records a second, read and acknowledged. */
    @SuppressWarnings("ArrayRecordComponent") // as above
    private record Groups(double[] shares, double[] consumers) {}

    private BenchReport report(
            double[] limit, double[] sent, double[] whole, Bad bad, Groups groups, Map<String, Double> latency) {
        Map<String, Double> ratios = new LinkedHashMap<>();
        ratios.put("deliveries_vs_raw", ratio(sent, limit));
        ratios.put("conversions_vs_raw", ratio(whole, limit));
        ratios.put("healthy_with_bad_neighbours", Figures.rounded(Figures.median(bad.kept)));
        ratios.put("share_vs_consumer_group", ratio(groups.shares, groups.consumers));
        return new BenchReport(
                name(),
                Machine.here(),
                List.of(
                        Run.ofThroughput("bare client", Figures.median(limit), Map.of()),
                        Run.ofThroughput("dispatcher, due to attempt", Figures.median(sent), Map.of()),
                        Run.ofThroughput("sink, conversion to attempt", Figures.median(whole), Map.of()),
                        Run.ofThroughput("dispatcher, bad neighbours", Figures.median(bad.beside), Map.of()),
                        Run.ofThroughput("share group, bare", Figures.median(groups.shares), Map.of()),
                        Run.ofThroughput("consumer group, bare", Figures.median(groups.consumers), Map.of()),
                        new Run(
                                "sink, change to request",
                                Figures.rounded(latency.getOrDefault("pace", 0.0)),
                                Figures.rounded(latency.getOrDefault("p50", 0.0)),
                                Figures.rounded(latency.getOrDefault("p99", 0.0)),
                                Map.of())),
                ratios);
    }

    private static double ratio(double[] ours, double[] theirs) {
        return Figures.rounded(Figures.median(IntStream.range(0, ours.length)
                .mapToDouble(round -> ours[round] / theirs[round])
                .toArray()));
    }

    private static double timed(Runnable write, AttemptCount attempts, int deliveries) {
        long start = System.nanoTime();
        write.run();
        attempts.await(deliveries, "healthy", AT_MOST);
        return deliveries / ((System.nanoTime() - start) / 1e9);
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(number -> prefix + number).toList();
    }

    private static String catalog(Receiver receiver) throws Exception {
        StringBuilder yaml = new StringBuilder("affiliates:\n");
        List<String> names = new ArrayList<>(names("healthy-", HEALTHY));
        names.addAll(names("hanging-", BAD_OF_EACH_KIND));
        names.addAll(names("refusing-", BAD_OF_EACH_KIND));
        names.forEach(name -> yaml.append("  - {id: ").append(name).append("}\n"));
        yaml.append("endpoints:\n");
        for (int number = 0; number < HEALTHY; number++) {
            endpoint(yaml, "healthy-" + number, receiver.healthy(number));
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
