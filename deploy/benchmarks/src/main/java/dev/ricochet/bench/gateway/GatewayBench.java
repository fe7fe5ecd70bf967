package dev.ricochet.bench.gateway;

import dev.ricochet.bench.Bench;
import dev.ricochet.bench.Scratch;
import dev.ricochet.bench.report.BenchReport;
import dev.ricochet.bench.report.Figures;
import dev.ricochet.bench.report.Machine;
import dev.ricochet.bench.report.Run;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.local.catalog.CatalogTopics;
import dev.ricochet.local.process.JavaCommand;
import dev.ricochet.local.process.ManagedProcess;
import dev.ricochet.local.process.ProcessSpec;
import dev.ricochet.local.stack.LocalStack;
import dev.ricochet.local.stack.Ports;
import dev.ricochet.local.stack.StackOptions;
import dev.ricochet.local.stack.StackService;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.click.ClickKeys;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/** Postbacks acknowledged a second by the gateway, over those of {@link BareServer}. */
public final class GatewayBench implements Bench {

    private static final int CONNECTIONS = 64;
    private static final int SECONDS = 6;
    private static final int ROUNDS = 5;
    private static final String BARE_TOPIC = "bench.bare";
    private static final int PARTITIONS = 4;
    private static final String HEAP = "512m";

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public String about() {
        return "acknowledged postbacks against a bare Vert.x handler with one shared producer, acks=all";
    }

    @Override
    public BenchReport run(Consumer<String> progress) throws Exception {
        Path data = Scratch.create();
        StackOptions options = StackOptions.in(data)
                .onPorts(Ports.free())
                .withServices(Set.of(StackService.GATEWAY))
                .withServiceHeap(HEAP);
        Vertx vertx = Vertx.vertx();
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
                Supplier<String> postbacks = postbacks(stack.clickKeys());
                HttpLoad bareLoad = new HttpLoad(vertx, barePort, postbacks);
                HttpLoad gatewayLoad = new HttpLoad(vertx, stack.ports().gateway(), postbacks);
                return measure(bareLoad, gatewayLoad, progress);
            } finally {
                bare.stop();
            }
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
            Scratch.delete(data);
        }
    }

    private BenchReport measure(HttpLoad bare, HttpLoad gateway, Consumer<String> progress) throws Exception {
        progress.accept("warming both up");
        bare.run(CONNECTIONS, SECONDS);
        gateway.run(CONNECTIONS, SECONDS);
        List<HttpLoad.Result> bareResults = new ArrayList<>();
        List<HttpLoad.Result> gatewayResults = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            bareResults.add(bare.run(CONNECTIONS, SECONDS));
            gatewayResults.add(gateway.run(CONNECTIONS, SECONDS));
            progress.accept("round %d of %d: bare %,.0f/s, gateway %,.0f/s"
                    .formatted(
                            round,
                            ROUNDS,
                            bareResults.get(round - 1).throughputPerSecond(),
                            gatewayResults.get(round - 1).throughputPerSecond()));
        }
        Run bareRun = median("bare Vert.x + one producer", bareResults);
        Run gatewayRun = median("ingest-gateway", gatewayResults);
        // The median of the rounds' ratios: broker and JVMs grow faster from round to round, and neighbours see the
        // same.
        double ratio = Figures.median(IntStream.range(0, ROUNDS)
                .mapToDouble(round -> gatewayResults.get(round).throughputPerSecond()
                        / bareResults.get(round).throughputPerSecond())
                .toArray());
        return new BenchReport(
                name(),
                Machine.here(),
                List.of(bareRun, gatewayRun),
                Map.of("postback_vs_bare", Figures.rounded(ratio)));
    }

    private static Run median(String name, List<HttpLoad.Result> results) {
        double middle = Figures.median(results.stream()
                .mapToDouble(HttpLoad.Result::throughputPerSecond)
                .toArray());
        HttpLoad.Result result = results.stream()
                .filter(r -> r.throughputPerSecond() == middle)
                .findFirst()
                .orElseThrow();
        return new Run(
                name,
                Figures.rounded(middle),
                Figures.rounded(result.millisAt(50)),
                Figures.rounded(result.millisAt(99)),
                Map.of("connections", CONNECTIONS, "rounds", results.size()));
    }

    /** Postbacks as advertisers send them: a genuine click id, an order of its own, an amount. */
    private static Supplier<String> postbacks(String clickKeys) {
        ClickIds ids = new ClickIds(ClickKeys.parse(clickKeys));
        String[] clicks = new String[10_000];
        Instant now = Instant.now();
        for (int i = 0; i < clicks.length; i++) {
            clicks[i] = ids.mint(now.minusMillis(i));
        }
        AtomicLong orders = new AtomicLong();
        return () -> {
            long order = orders.incrementAndGet();
            return "/p/acme?token=s3cret&click_id=" + clicks[(int) (order % clicks.length)] + "&order_id=o-" + order
                    + "&goal=sale&sale_amount=59.90&currency=USD&status=approved";
        };
    }

    private static ManagedProcess bare(LocalStack stack, int port, Path data) {
        // The gateway's own heap, so that the two differ in nothing but what they do.
        JavaCommand command = new JavaCommand(BareServer.class.getName(), System.getProperty("java.class.path"))
                .heap(HEAP)
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
