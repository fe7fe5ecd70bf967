package dev.ricochet.bench.settle;

import dev.ricochet.attribution.runtime.StreamsApp;
import dev.ricochet.attribution.runtime.StreamsRuntime;
import dev.ricochet.attribution.runtime.WorkerSettings;
import dev.ricochet.attribution.settle.SettleApp;
import dev.ricochet.attribution.settle.SettleSettings;
import dev.ricochet.bench.Bench;
import dev.ricochet.bench.Scratch;
import dev.ricochet.bench.report.BenchReport;
import dev.ricochet.bench.report.Figures;
import dev.ricochet.bench.report.Machine;
import dev.ricochet.bench.report.Run;
import dev.ricochet.bench.streams.StreamsRun;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.catalog.form.Entries;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.local.catalog.CatalogTopics;
import dev.ricochet.local.stack.LocalStack;
import dev.ricochet.local.stack.Ports;
import dev.ricochet.local.stack.StackOptions;
import dev.ricochet.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Postbacks a second through settle and a real broker, exactly once, beside {@link PassThrough}: the same records, the same
 * two hops, outputs and settings, and nothing decided or remembered. Rounds alternate, since the machine changes under all. The
 * first are not counted: in them the JVM compiles what a worker that runs for weeks has compiled long ago.
 */
public final class SettleBench implements Bench {

    /** Of both contenders: a thread for each processor, though the broker needs its share of them. The default is one. */
    static final SettleSettings SETTINGS =
            new SettleSettings(Runtime.getRuntime().availableProcessors());

    private static final int POSTBACKS = 200_000;
    private static final int WARM_UPS = 5;
    private static final int ROUNDS = 3;
    /** Each postback is read twice: from match's topic and from the one between the hops. */
    private static final int HOPS = 2;

    @Override
    public String name() {
        return "settle";
    }

    @Override
    public String about() {
        return "postbacks decided exactly once, against a topology with the same hops and guarantees that passes them through";
    }

    @Override
    public BenchReport run(Consumer<String> progress) throws Exception {
        Path data = Scratch.create();
        StackOptions options =
                StackOptions.in(data).onPorts(Ports.free()).withoutServices().withBrokerHeap("1g");
        try (LocalStack stack = LocalStack.start(options, progress::accept)) {
            KafkaConnection kafka = new KafkaConnection(stack.bootstrapServers(), stack.registryUrl(), Map.of());
            new CatalogTopics(kafka).apply(MatchedLoad.CATALOG, false);
            Catalog catalog = catalog(new CatalogTopics(kafka).read());
            createOutputs(stack);
            progress.accept("writing %,d matched postbacks".formatted(POSTBACKS));
            new MatchedLoad(kafka).write(POSTBACKS);
            return measure(kafka, catalog, data.resolve("bench"), progress);
        } finally {
            Scratch.delete(data);
        }
    }

    private BenchReport measure(KafkaConnection kafka, Catalog catalog, Path state, Consumer<String> progress)
            throws Exception {
        Map<String, StreamsApp> contenders = new LinkedHashMap<>();
        contenders.put("pass-through", PassThrough.ofRecords(kafka.serdes()));
        contenders.put("pass-through of bytes", PassThrough.ofBytes(kafka.serdes()));
        contenders.put("settle", new SettleApp(kafka.serdes(), () -> catalog, SETTINGS));
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (int round = 1 - WARM_UPS; round <= ROUNDS; round++) {
            for (Map.Entry<String, StreamsApp> contender : contenders.entrySet()) {
                double rate = StreamsRun.recordsPerSecond(
                                contender.getValue().topology(),
                                properties(contender.getValue(), kafka, state, round),
                                (long) POSTBACKS * HOPS)
                        / HOPS;
                String which = round <= 0 ? "warm-up" : "round %d of %d".formatted(round, ROUNDS);
                progress.accept("%s: %s %,.0f postbacks/s".formatted(which, contender.getKey(), rate));
                if (round > 0) {
                    rates.computeIfAbsent(contender.getKey(), none -> new ArrayList<>())
                            .add(rate);
                }
            }
        }
        Map<String, Double> ratios = new LinkedHashMap<>();
        ratios.put("settle_vs_passthrough", ratio(rates, "pass-through"));
        ratios.put("settle_vs_bytes", ratio(rates, "pass-through of bytes"));
        List<Run> runs = rates.entrySet().stream()
                .map(of -> Run.ofThroughput(
                        of.getKey(), median(of.getValue()), Map.of("postbacks", POSTBACKS, "rounds", ROUNDS)))
                .toList();
        return new BenchReport(name(), Machine.here(), runs, ratios);
    }

    /** As a worker sets it up, under a name and with state of its own for each round. */
    private static Map<String, Object> properties(StreamsApp app, KafkaConnection kafka, Path state, int round) {
        WorkerSettings worker = new WorkerSettings(state, null, 0, null, Integer.MAX_VALUE);
        Map<String, Object> properties = new HashMap<>();
        StreamsRuntime.properties(app, kafka, worker).forEach((key, value) -> properties.put((String) key, value));
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "bench-" + app.role() + "-" + round);
        return properties;
    }

    private static void createOutputs(LocalStack stack) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            int partitions = Topics.CONVERSIONS.localPartitions();
            admin.createTopics(PassThrough.OUTPUTS.stream()
                            .map(topic -> new NewTopic(topic, partitions, (short) 1))
                            .toList())
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static Catalog catalog(Entries entries) {
        return Catalog.of(
                entries.advertisers().values(),
                entries.affiliates().values(),
                entries.offers().values(),
                entries.endpoints().values());
    }

    /** The median of the rounds' own ratios. */
    private static double ratio(Map<String, List<Double>> rates, String baseline) {
        List<Double> ours = rates.getOrDefault("settle", List.of());
        List<Double> theirs = rates.getOrDefault(baseline, List.of());
        return Figures.rounded(median(IntStream.range(0, ROUNDS)
                .mapToObj(round -> ours.get(round) / theirs.get(round))
                .toList()));
    }

    private static double median(List<Double> values) {
        return Figures.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
