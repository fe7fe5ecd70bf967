package dev.ricochet.bench.sink;

import dev.ricochet.bench.report.BenchReport;
import dev.ricochet.bench.report.Figures;
import dev.ricochet.bench.report.Machine;
import dev.ricochet.bench.report.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What is measured, round by round. */
final class SinkRounds {

    /**
     * Before the warm-up, with the planner: while all are cold, servers seem to stand still for a second, and what lanes put off then
     * comes again by the planner alone, who knows nothing of what is offered past him.
     */
    private static final int COLD = 2;

    private static final int WARM_UP = 10;
    private static final int ROUNDS = 7;
    private static final int NEIGHBOUR_ROUNDS = 5;
    private static final int RACES = 3;
    private static final int DELIVERIES = SinkBench.DELIVERIES;

    /** Fewer than the rounds before have offered. */
    private static final int RACE = 100_000;

    private static final Duration AT_MOST = Duration.ofMinutes(3);
    private static final Duration ENDPOINTS_KNOWN = Duration.ofSeconds(5);
    private static final Duration PACED = Duration.ofSeconds(10);
    private static final double SHARE_OF_FULL_SPEED = 0.25;

    private final Receiver receiver;
    private final ConversionLoad load;
    private final AttemptCount attempts;
    private final RawClient raw;
    private final PlannerBacklog backlog;
    private final Consumer<String> progress;

    private final List<String> healthy = SinkBench.names(SinkBench.HEALTHY_NAME, SinkBench.HEALTHY);
    private final List<String> all = new ArrayList<>(healthy);
    private final List<Run> runs = new ArrayList<>();
    private final Map<String, Double> ratios = new LinkedHashMap<>();

    SinkRounds(
            Receiver receiver,
            ConversionLoad load,
            AttemptCount attempts,
            RawClient raw,
            PlannerBacklog backlog,
            Consumer<String> progress) {
        this.receiver = receiver;
        this.load = load;
        this.attempts = attempts;
        this.raw = raw;
        this.backlog = backlog;
        this.progress = progress;
        all.addAll(SinkBench.names("hanging-", SinkBench.BAD_OF_EACH_KIND));
        all.addAll(SinkBench.names("refusing-", SinkBench.BAD_OF_EACH_KIND));
    }

    void measure(long sink, long broker) throws Exception {
        awaitEndpoints();
        for (int round = 0; round < COLD; round++) {
            double rate = deliveries(load.conversions(healthy, DELIVERIES));
            progress.accept("cold %d of %d: planner and dispatcher %,.0f/s".formatted(round + 1, COLD, rate));
        }
        for (int round = 0; round < WARM_UP; round++) {
            alternate("warm-up", round, WARM_UP, new Alternation(1, sink, broker));
        }
        Alternation measured = new Alternation(ROUNDS, sink, broker);
        for (int round = 0; round < ROUNDS; round++) {
            alternate("round", round, ROUNDS, measured);
        }
        measured.report();
        backlog.awaitNone(AT_MOST);
        latency(Figures.median(measured.whole) * SHARE_OF_FULL_SPEED);
        neighbours();
    }

    /** Offers for endpoints that the dispatcher has not read of yet are nobody's: it is asked until it knows them all. */
    private void awaitEndpoints() {
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        do {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the sink does not know its endpoints after " + AT_MOST);
            }
            load.write(load.due(healthy, healthy.size()));
        } while (!attempts.areDelivered(healthy.size(), ENDPOINTS_KNOWN));
        progress.accept("warming up");
    }

    /** What reading costs a share group, and a consumer group, which the dispatchers are. */
    void race(GroupRace race) throws Exception {
        double[] shares = new double[RACES];
        double[] consumers = new double[RACES];
        for (int round = 0; round < RACES; round++) {
            shares[round] = race.shareGroup(RACE);
            consumers[round] = race.consumerGroup(RACE);
            progress.accept(
                    "round %d of %d: share group %,.0f/s, consumer group %,.0f/s, nothing done about the records"
                            .formatted(round + 1, RACES, shares[round], consumers[round]));
        }
        runs.add(Run.ofThroughput("share group, bare", Figures.median(shares), Map.of()));
        runs.add(Run.ofThroughput("consumer group, bare", Figures.median(consumers), Map.of()));
        ratios.put("share_vs_consumer_group", ratio(shares, consumers));
    }

    BenchReport report(String name) {
        return new BenchReport(name, Machine.here(), List.copyOf(runs), ratios);
    }

    /** Bare client, dispatcher, planner and dispatcher, in turn, each when the planner is done with what was before. */
    private void alternate(String what, int round, int rounds, Alternation into) throws Exception {
        int at = Math.min(round, into.limit.length - 1);
        List<ProducerRecord<String, byte[]>> due = load.due(healthy, DELIVERIES);
        List<ProducerRecord<String, byte[]>> changes = load.conversions(healthy, DELIVERIES);
        backlog.awaitNone(AT_MOST);
        into.limit[at] = raw.sprint(receiver.sample(), receiver.port(), DELIVERIES);
        into.sink.begin();
        into.broker.begin();
        into.sent[at] = deliveries(due);
        // What is left of them to the planner is part of their price.
        backlog.awaitNone(AT_MOST);
        into.sink.end(DELIVERIES);
        into.broker.end(DELIVERIES);
        into.whole[at] = deliveries(changes);
        progress.accept("%s %d of %d: bare client %,.0f/s, dispatcher %,.0f/s, planner and dispatcher %,.0f/s"
                .formatted(what, round + 1, rounds, into.limit[at], into.sent[at], into.whole[at]));
    }

    /** A figure for each round, and the processor time of the dispatcher's rounds. */
    private final class Alternation {

        private final double[] limit;
        private final double[] sent;
        private final double[] whole;
        private final ProcessorTime sink;
        private final ProcessorTime broker;

        Alternation(int rounds, long sink, long broker) {
            this.limit = new double[rounds];
            this.sent = new double[rounds];
            this.whole = new double[rounds];
            this.sink = new ProcessorTime(sink);
            this.broker = new ProcessorTime(broker);
        }

        void report() {
            runs.add(Run.ofThroughput("bare client", Figures.median(limit), Map.of()));
            Map<String, Object> processors = new LinkedHashMap<>();
            processors.put("sink_cpu_us", Figures.rounded(Figures.median(sink.micros())));
            processors.put("broker_cpu_us", Figures.rounded(Figures.median(broker.micros())));
            runs.add(Run.ofThroughput("dispatcher, due to attempt", Figures.median(sent), processors));
            runs.add(Run.ofThroughput("sink, conversion to attempt", Figures.median(whole), Map.of()));
            ratios.put("deliveries_vs_raw", ratio(sent, limit));
            ratios.put("conversions_vs_raw", ratio(whole, limit));
            progress.accept("processor time a delivery: sink %s us, broker %s us"
                    .formatted(processors.get("sink_cpu_us"), processors.get("broker_cpu_us")));
        }
    }

    private void latency(double pace) throws Exception {
        receiver.forgetLatency();
        load.conversionsPaced(healthy, pace, PACED);
        attempts.awaitHealthy((int) Math.round(pace * PACED.toSeconds()), AT_MOST);
        double p50 = receiver.latencyMillis(50);
        double p99 = receiver.latencyMillis(99);
        progress.accept("at %,.0f/s from change to request: p50 %.0f ms, p99 %.0f ms".formatted(pace, p50, p99));
        runs.add(new Run(
                "sink, change to request",
                Figures.rounded(pace),
                Figures.rounded(p50),
                Figures.rounded(p99),
                Map.of()));
    }

    /**
     * The first round, in which the breakers learn, is warm-up. The rates are of all rounds together and no median: breakers open
     * and close from round to round, and a standstill in one of them is what is looked for.
     */
    private void neighbours() {
        double secondsAlone = 0;
        double secondsBeside = 0;
        for (int round = -1; round < NEIGHBOUR_ROUNDS; round++) {
            double alone = deliveries(load.due(healthy, DELIVERIES));
            // As many to the healthy as before, and their share to the other two.
            int count = DELIVERIES / SinkBench.HEALTHY * all.size();
            int others = attempts.others() + count - DELIVERIES;
            double beside = deliveries(load.due(all, count));
            // What the others have still under way would be in the way of the next round's healthy.
            attempts.awaitOthers(others, AT_MOST);
            if (round >= 0) {
                secondsAlone += DELIVERIES / alone;
                secondsBeside += DELIVERIES / beside;
            }
            progress.accept("%s: healthy alone %,.0f/s, beside bad neighbours %,.0f/s"
                    .formatted(
                            round < 0 ? "warm-up" : "round %d of %d".formatted(round + 1, NEIGHBOUR_ROUNDS),
                            alone,
                            beside));
        }
        runs.add(Run.ofThroughput(
                "dispatcher, bad neighbours", NEIGHBOUR_ROUNDS * DELIVERIES / secondsBeside, Map.of()));
        ratios.put("healthy_with_bad_neighbours", Figures.rounded(secondsAlone / secondsBeside));
    }

    /** Deliveries to the healthy a second, of which there are always as many. */
    private double deliveries(List<ProducerRecord<String, byte[]>> records) {
        long start = System.nanoTime();
        load.write(records);
        attempts.awaitHealthy(DELIVERIES, AT_MOST);
        return DELIVERIES / ((System.nanoTime() - start) / 1e9);
    }

    private static double ratio(double[] ours, double[] theirs) {
        return Figures.rounded(Figures.median(IntStream.range(0, ours.length)
                .mapToDouble(round -> ours[round] / theirs[round])
                .toArray()));
    }
}
