package dev.ricochet.bench.match;

import dev.ricochet.bench.Bench;
import dev.ricochet.bench.Scratch;
import dev.ricochet.bench.report.BenchReport;
import dev.ricochet.bench.report.Figures;
import dev.ricochet.bench.report.Machine;
import dev.ricochet.bench.report.Run;
import dev.ricochet.local.stack.LocalStack;
import dev.ricochet.local.stack.Ports;
import dev.ricochet.local.stack.StackOptions;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.click.ClickKeys;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Clicks a second into match's state and what they take on disk, beside the tables of the DSL and a plain consumer, which is
 * the limit; then how fast match restores an empty disk, and how long it looks for a click.
 */
public final class MatchBench implements Bench {

    private static final int CLICKS = 3_000_000;
    /** The slow one takes in fewer, which is in its favour: its state stays shallow. */
    private static final int CLICKS_OF_THE_NAIVE = 1_000_000;

    private static final int ROUNDS = 2;
    private static final int PARTITIONS = Topics.CLICKS.localPartitions();
    private static final String RANDOM_ID_TOPIC = "bench.clicks-random-ids";

    @Override
    public String name() {
        return "match";
    }

    @Override
    public String about() {
        return "clicks into state and back, against DSL tables and a plain consumer";
    }

    @Override
    public BenchReport run(Consumer<String> progress) throws Exception {
        Path data = Scratch.create();
        StackOptions options =
                StackOptions.in(data).onPorts(Ports.free()).withoutServices().withBrokerHeap("1g");
        try (LocalStack stack = LocalStack.start(options, progress::accept);
                Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(RANDOM_ID_TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            TestBed bed = new TestBed(
                    stack,
                    admin,
                    RecordSerdes.connect(stack.registryUrl()),
                    new ClickIds(ClickKeys.parse(stack.clickKeys())),
                    data.resolve("bench"));
            progress.accept("writing %,d clicks under our ids and %,d under random ones"
                    .formatted(CLICKS, CLICKS_OF_THE_NAIVE));
            ClickLoad load = new ClickLoad(bed);
            load.underOurIds(bed.ids(), Topics.CLICKS.name(), CLICKS);
            load.underRandomIds(RANDOM_ID_TOPIC, CLICKS_OF_THE_NAIVE);
            return measure(bed, progress);
        } finally {
            Scratch.delete(data);
        }
    }

    private BenchReport measure(TestBed bed, Consumer<String> progress) throws Exception {
        DslTable naive = DslTable.withChangelog(bed, RANDOM_ID_TOPIC, CLICKS_OF_THE_NAIVE);
        DslTable onSource = DslTable.onSourceTopic(bed, Topics.CLICKS.name(), CLICKS);
        PlainConsumer plain = new PlainConsumer(bed, Topics.CLICKS.name(), PARTITIONS, CLICKS);
        Match match = new Match(bed, CLICKS);
        List<Contender> all = List.of(naive, onSource, plain, match);
        Map<Contender, List<Double>> rates = new LinkedHashMap<>();
        List<Double> restored = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Contender contender : all) {
                double rate = contender.takeIn(round);
                rates.computeIfAbsent(contender, none -> new ArrayList<>()).add(rate);
                progress.accept(
                        "round %d of %d: %s %,.0f clicks/s".formatted(round + 1, ROUNDS, contender.name(), rate));
            }
            restored.add(match.restore(round));
            progress.accept("round %d of %d: match restored at %,.0f clicks/s"
                    .formatted(round + 1, ROUNDS, restored.get(round)));
        }
        Map<String, Double> ratios = new LinkedHashMap<>();
        ratios.put("clicks_vs_naive", medianOf(r -> at(rates, match, r) / at(rates, naive, r)));
        ratios.put("clicks_vs_source_table", medianOf(r -> at(rates, match, r) / at(rates, onSource, r)));
        ratios.put("clicks_vs_limit", medianOf(r -> at(rates, match, r) / at(rates, plain, r)));
        ratios.put("restore_vs_naive", medianOf(r -> restored.get(r) / at(rates, naive, r)));
        double naiveBroker = perClick(
                DiskUse.ofTopic(bed.admin(), RANDOM_ID_TOPIC) + DiskUse.ofTopic(bed.admin(), naive.changelog(0)),
                CLICKS_OF_THE_NAIVE);
        double sourceBroker = perClick(DiskUse.ofTopic(bed.admin(), Topics.CLICKS.name()), CLICKS);
        ratios.put("broker_bytes_vs_naive", sourceBroker / naiveBroker);
        double naiveDisk = perClick(DiskUse.of(bed.stateOf(naive.stateName(0))), CLICKS_OF_THE_NAIVE);
        double matchDisk = perClick(DiskUse.of(bed.stateOf(match.stateName(0))), CLICKS);
        ratios.put("disk_bytes_vs_naive", matchDisk / naiveDisk);
        ratios.replaceAll((name, ratio) -> Figures.rounded(ratio));
        List<Run> runs = new ArrayList<>();
        for (Contender contender : all) {
            runs.add(Run.ofThroughput(
                    contender.name(),
                    Figures.median(values(rates.get(contender))),
                    Map.of(
                            "disk_bytes_per_click",
                                    Figures.rounded(perClick(
                                            DiskUse.of(bed.stateOf(contender.stateName(0))),
                                            contender == naive ? CLICKS_OF_THE_NAIVE : CLICKS)),
                            "broker_bytes_per_click",
                                    Figures.rounded(contender == naive ? naiveBroker : sourceBroker))));
        }
        runs.add(Run.ofThroughput("match, restoring", Figures.median(values(restored)), Map.of()));
        return new BenchReport(name(), Machine.here(), runs, ratios);
    }

    private static double[] values(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double at(Map<Contender, List<Double>> rates, Contender contender, int round) {
        return rates.get(contender).get(round);
    }

    private static double perClick(long bytes, long clicks) {
        return (double) bytes / clicks;
    }

    private static double medianOf(IntToDoubleFunction ofRound) {
        return Figures.median(IntStream.range(0, ROUNDS).mapToDouble(ofRound).toArray());
    }
}
