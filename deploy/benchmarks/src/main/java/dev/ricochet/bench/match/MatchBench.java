package dev.ricochet.bench.match;

import dev.ricochet.attribution.match.AdminClicksEnd;
import dev.ricochet.attribution.match.MatchApp;
import dev.ricochet.attribution.match.MatchParts;
import dev.ricochet.attribution.match.MatchSettings;
import dev.ricochet.bench.Bench;
import dev.ricochet.bench.Scratch;
import dev.ricochet.bench.report.BenchReport;
import dev.ricochet.bench.report.Figures;
import dev.ricochet.bench.report.Machine;
import dev.ricochet.bench.report.Run;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.kit.config.Settings;
import dev.ricochet.local.stack.LocalStack;
import dev.ricochet.local.stack.Ports;
import dev.ricochet.local.stack.StackOptions;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.click.ClickKeys;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Clicks a second into match's state, over those into a DSL table with its own changelog under random ids. */
public final class MatchBench implements Bench {

    private static final int CLICKS = 1_000_000;
    private static final int ROUNDS = 2;
    private static final int THREADS = 2;
    private static final String RANDOM_ID_TOPIC = "bench.clicks-random-ids";

    @Override
    public String name() {
        return "match";
    }

    @Override
    public String about() {
        return "clicks into state against a DSL table with its own changelog and random ids";
    }

    @Override
    public BenchReport run(Consumer<String> progress) throws Exception {
        Path data = Scratch.create();
        StackOptions options =
                StackOptions.in(data).onPorts(Ports.free()).withoutServices().withBrokerHeap("1g");
        try (LocalStack stack = LocalStack.start(options, progress::accept);
                Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(RANDOM_ID_TOPIC, Topics.CLICKS.localPartitions(), (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            RecordSerdes serdes = RecordSerdes.connect(stack.registryUrl());
            ClickIds ids = new ClickIds(ClickKeys.parse(stack.clickKeys()));
            progress.accept("writing %,d clicks twice, under our ids and under random ones".formatted(CLICKS));
            new ClickLoad(stack.bootstrapServers(), serdes, ids).write(CLICKS, RANDOM_ID_TOPIC);
            return measure(stack, serdes, ids, data, progress);
        } finally {
            Scratch.delete(data);
        }
    }

    private BenchReport measure(
            LocalStack stack, RecordSerdes serdes, ClickIds ids, Path data, Consumer<String> progress)
            throws Exception {
        List<Double> naive = new ArrayList<>();
        List<Double> match = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            naive.add(StreamsRun.recordsPerSecond(
                    NaiveTopology.build(RANDOM_ID_TOPIC), settings("naive-" + round, stack, data), CLICKS));
            progress.accept("round %d of %d: naive %,.0f clicks/s".formatted(round, ROUNDS, naive.get(round - 1)));
            match.add(matchRound("match-" + round, stack, serdes, ids, data));
            progress.accept("round %d of %d: match %,.0f clicks/s".formatted(round, ROUNDS, match.get(round - 1)));
        }
        double naiveMedian = median(naive);
        double matchMedian = median(match);
        Map<String, Object> scale = Map.of("clicks", CLICKS, "threads", THREADS, "rounds", ROUNDS);
        return new BenchReport(
                name(),
                Machine.here(),
                List.of(
                        Run.ofThroughput("naive DSL table", naiveMedian, scale),
                        Run.ofThroughput("match", matchMedian, scale)),
                Map.of("clicks_vs_naive", Figures.rounded(matchMedian / naiveMedian)));
    }

    private static double matchRound(String id, LocalStack stack, RecordSerdes serdes, ClickIds ids, Path data)
            throws Exception {
        Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()));
        AdminClicksEnd end = AdminClicksEnd.start(admin, Clock.systemUTC());
        try {
            MatchApp app = new MatchApp(
                    matchSettings(),
                    new MatchParts(
                            ids, () -> Catalog.EMPTY, serdes, end, new SimpleMeterRegistry(), Clock.systemUTC()));
            Map<String, Object> settings = settings(id, stack, data);
            settings.putAll(app.properties());
            return StreamsRun.recordsPerSecond(app.topology(), settings, CLICKS);
        } finally {
            end.close();
        }
    }

    private static double median(List<Double> values) {
        return Figures.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static MatchSettings matchSettings() {
        MatchSettings defaults = Settings.read(Map.of(), MatchSettings::from);
        return new MatchSettings(defaults.clicks(), defaults.defaultHold(), defaults.commitInterval(), THREADS);
    }

    private static Map<String, Object> settings(String id, LocalStack stack, Path data) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "bench-" + id);
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, data.resolve("bench").toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, THREADS);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return settings;
    }
}
