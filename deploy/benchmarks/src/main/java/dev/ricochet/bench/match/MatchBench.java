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
            return measure(bed, load, progress);
        } finally {
            Scratch.delete(data);
        }
    }

    private BenchReport measure(TestBed bed, ClickLoad load, Consumer<String> progress) throws Exception {
        Entry naive =
                new Entry(DslTable.withChangelog(bed, RANDOM_ID_TOPIC, CLICKS_OF_THE_NAIVE), bed, CLICKS_OF_THE_NAIVE);
        Entry onSource = new Entry(DslTable.onSourceTopic(bed, Topics.CLICKS.name(), CLICKS), bed, CLICKS);
        Entry plain = new Entry(new PlainConsumer(bed, Topics.CLICKS.name(), PARTITIONS, CLICKS), bed, CLICKS);
        Match ours = new Match(bed, CLICKS);
        Entry match = new Entry(ours, bed, CLICKS);
        List<Double> restored = new ArrayList<>();
        List<Run> lookUps = List.of();
        for (int round = 0; round < ROUNDS; round++) {
            for (Entry entry : List.of(naive, onSource, plain, match)) {
                double rate = entry.takeIn(round);
                progress.accept("round %d of %d: %s %,.0f clicks/s".formatted(round + 1, ROUNDS, entry.name(), rate));
            }
            if (round == ROUNDS - 1) {
                Path state = bed.stateOf(ours.stateName(round));
                lookUps = new LookUps(Match.settings().clicks()).in(state, load.ofFirstPartition(), bed.ids());
            }
            double rate = ours.restore(round);
            restored.add(rate);
            progress.accept("round %d of %d: match restored at %,.0f clicks/s".formatted(round + 1, ROUNDS, rate));
        }
        double naiveBytes = perClick(
                DiskUse.ofTopic(bed.admin(), RANDOM_ID_TOPIC)
                        + DiskUse.ofTopic(bed.admin(), DslTable.changelogOf(naive.stateName(0))),
                CLICKS_OF_THE_NAIVE);
        double bytes = perClick(DiskUse.ofTopic(bed.admin(), Topics.CLICKS.name()), CLICKS);
        Map<String, Double> ratios = new LinkedHashMap<>();
        ratios.put("clicks_vs_naive", medianOf(round -> match.rate(round) / naive.rate(round)));
        ratios.put("clicks_vs_source_table", medianOf(round -> match.rate(round) / onSource.rate(round)));
        ratios.put("clicks_vs_limit", medianOf(round -> match.rate(round) / plain.rate(round)));
        ratios.put("restore_vs_naive", medianOf(round -> restored.get(round) / naive.rate(round)));
        ratios.put("broker_bytes_vs_naive", bytes / naiveBytes);
        ratios.put("disk_bytes_vs_naive", match.diskBytesPerClick() / naive.diskBytesPerClick());
        ratios.replaceAll((name, ratio) -> Figures.rounded(ratio));
        List<Run> runs = new ArrayList<>(
                List.of(naive.run(naiveBytes), onSource.run(bytes), plain.run(bytes), match.run(bytes)));
        runs.add(Run.ofThroughput("match, restoring an empty disk", Figures.median(values(restored)), Map.of()));
        runs.addAll(lookUps);
        return new BenchReport(name(), Machine.here(), runs, ratios);
    }

    private static double perClick(long bytes, long clicks) {
        return (double) bytes / clicks;
    }

    private static double[] values(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double medianOf(IntToDoubleFunction ofRound) {
        return Figures.median(IntStream.range(0, ROUNDS).mapToDouble(ofRound).toArray());
    }
}
