package dev.ricochet.bench.gateway;

import dev.ricochet.bench.Bench;
import dev.ricochet.bench.Scratch;
import dev.ricochet.bench.http.HttpLoad;
import dev.ricochet.bench.report.BenchReport;
import dev.ricochet.bench.report.Figures;
import dev.ricochet.bench.report.Machine;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.local.catalog.CatalogTopics;
import dev.ricochet.local.process.JavaCommand;
import dev.ricochet.local.process.ManagedProcess;
import dev.ricochet.local.process.ProcessSpec;
import dev.ricochet.local.stack.LocalStack;
import dev.ricochet.local.stack.Ports;
import dev.ricochet.local.stack.StackOptions;
import dev.ricochet.local.stack.StackService;
import dev.ricochet.schemas.topic.Topics;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/**
 * Postbacks and clicks a second that the gateway acknowledges, over the requests of {@link BareServer}, and what it costs in
 * latency at a rate that both can hold.
 */
public final class GatewayBench implements Bench {

    private static final int[] CONNECTIONS = {64, 256, 1_024};
    /** The number of connections at which the ratios are taken. */
    private static final int COMPARED = 256;

    private static final int WARM_UP_SECONDS = 10;
    private static final int SECONDS = 5;
    private static final int ROUNDS = 3;
    /** A high percentile of a few seconds says little on a machine with neighbours. */
    private static final int PACED_ROUNDS = 9;

    private static final int PACED_SECONDS = 6;
    /** The constant rate: what both can hold, with room for a neighbour's noise. */
    private static final double SHARE_OF_THE_SLOWER = 0.5;

    private static final int OK = 200;
    private static final int FOUND = 302;
    private static final String BARE_TOPIC = "bench.bare";
    private static final int PARTITIONS = Topics.CLICKS.localPartitions();
    private static final String HEAP = "512m";

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public String about() {
        return "acknowledged postbacks and clicks against a bare Vert.x handler with one shared producer, acks=all";
    }

    @Override
    public BenchReport run(Consumer<String> progress) throws Exception {
        Path data = Scratch.create();
        StackOptions options = StackOptions.in(data)
                .onPorts(Ports.free())
                .withServices(Set.of(StackService.GATEWAY))
                .withServiceHeap(HEAP);
        Vertx vertx = HttpLoad.loops();
        try (LocalStack stack = LocalStack.start(options, progress::accept)) {
            KafkaConnection kafka = new KafkaConnection(stack.bootstrapServers(), stack.registryUrl(), Map.of());
            new CatalogTopics(kafka).apply(resource("catalog.yaml"), false);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
                admin.createTopics(List.of(new NewTopic(BARE_TOPIC, PARTITIONS, (short) 1)))
                        .all()
                        .get(30, TimeUnit.SECONDS);
            }
            int barePort = freePort();
            ManagedProcess bare = bare(stack, barePort, data);
            bare.start();
            bare.awaitReady();
            try {
                Supplier<String> postbacks = Traffic.postbacks(stack.clickKeys());
                int gatewayPort = stack.ports().gateway();
                try (Allocation ofBare = Allocation.of(bare.pid());
                        Allocation ofGateway = Allocation.of(
                                stack.service(StackService.GATEWAY).pid())) {
                    return measure(
                            new Contender("bare", new HttpLoad(vertx, barePort, Set.of(OK), postbacks), ofBare),
                            new Contender(
                                    "postbacks", new HttpLoad(vertx, gatewayPort, Set.of(OK), postbacks), ofGateway),
                            new Contender(
                                    "clicks",
                                    new HttpLoad(vertx, gatewayPort, Set.of(FOUND), Traffic.clicks()),
                                    ofGateway),
                            progress);
                }
            } finally {
                bare.stop();
            }
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
            Scratch.delete(data);
        }
    }

    private BenchReport measure(Contender bare, Contender postbacks, Contender clicks, Consumer<String> progress)
            throws Exception {
        List<Contender> all = List.of(bare, postbacks, clicks);
        progress.accept("warming up");
        for (Contender contender : all) {
            contender.warmUp(COMPARED, WARM_UP_SECONDS);
        }
        for (int round = 1; round <= ROUNDS; round++) {
            for (int connections : CONNECTIONS) {
                StringBuilder line =
                        new StringBuilder("round %d of %d, %d connections:".formatted(round, ROUNDS, connections));
                for (Contender contender : all) {
                    line.append(" %s %,.0f/s".formatted(contender.name(), contender.sprint(connections, SECONDS)));
                }
                progress.accept(line.toString());
            }
        }
        double rate = SHARE_OF_THE_SLOWER
                * medianOf(
                        ROUNDS, round -> Math.min(bare.sprinted(COMPARED, round), postbacks.sprinted(COMPARED, round)));
        for (int round = 1; round <= PACED_ROUNDS; round++) {
            progress.accept("round %d of %d at %,.0f/s: p99 bare %.2f ms, postbacks %.2f ms"
                    .formatted(
                            round,
                            PACED_ROUNDS,
                            rate,
                            bare.pace(COMPARED, PACED_SECONDS, rate),
                            postbacks.pace(COMPARED, PACED_SECONDS, rate)));
        }
        return new BenchReport(
                name(),
                Machine.here(),
                all.stream()
                        .flatMap(contender -> contender.runs(COMPARED).stream())
                        .toList(),
                ratios(bare, postbacks, clicks));
    }

    /**
     * The median of the rounds' ratios: broker and JVMs grow faster from round to round, and neighbours see the same.
     */
    private static Map<String, Double> ratios(Contender bare, Contender postbacks, Contender clicks) {
        Map<String, Double> ratios = new LinkedHashMap<>();
        ratios.put(
                "postback_vs_bare",
                medianOf(ROUNDS, round -> postbacks.sprinted(COMPARED, round) / bare.sprinted(COMPARED, round)));
        ratios.put(
                "click_vs_bare",
                medianOf(ROUNDS, round -> clicks.sprinted(COMPARED, round) / bare.sprinted(COMPARED, round)));
        ratios.put(
                "postback_p99_vs_bare",
                medianOf(PACED_ROUNDS, round -> postbacks.pacedP99(round) / bare.pacedP99(round)));
        ratios.replaceAll((name, ratio) -> Figures.rounded(ratio));
        return ratios;
    }

    private static double medianOf(int rounds, IntToDoubleFunction ofRound) {
        return Figures.median(IntStream.range(0, rounds).mapToDouble(ofRound).toArray());
    }

    private static ManagedProcess bare(LocalStack stack, int port, Path data) {
        // The gateway's own heap, so that the two differ in nothing but what they do.
        JavaCommand command = new JavaCommand(BareServer.class.getName(), System.getProperty("java.class.path"))
                .heap(HEAP)
                .mostlyYoung()
                .argument(Integer.toString(port))
                .argument(stack.bootstrapServers())
                .argument(BARE_TOPIC);
        return new ManagedProcess(
                new ProcessSpec("bare-server", command.build(), Map.of(), data.resolve("bare-server.log")),
                () -> whyNotReady(port));
    }

    private static @Nullable String whyNotReady(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected() ? null : "not connected";
        } catch (IOException refused) {
            return refused.getMessage();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = GatewayBench.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("not on the class path: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
