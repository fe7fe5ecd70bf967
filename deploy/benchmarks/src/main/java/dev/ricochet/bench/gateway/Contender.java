package dev.ricochet.bench.gateway;

import dev.ricochet.bench.http.HttpLoad;
import dev.ricochet.bench.report.Figures;
import dev.ricochet.bench.report.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Who is measured, and what was found: rounds of as fast as it answers by connections, then rounds at a given rate. */
final class Contender {

    private final String name;
    private final HttpLoad load;
    private final Allocation allocation;
    private final Map<Integer, Sprints> fast = new TreeMap<>();
    private final List<HttpLoad.Result> paced = new ArrayList<>();

    /** The rounds at one number of connections. */
    private record Sprints(List<HttpLoad.Result> results, List<Double> bytesPerRequest) {
        Sprints() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    Contender(String name, HttpLoad load, Allocation allocation) {
        this.name = name;
        this.load = load;
        this.allocation = allocation;
    }

    String name() {
        return name;
    }

    void warmUp(int connections, int seconds) throws Exception {
        load.asFastAsItAnswers(connections, seconds);
    }

    double sprint(int connections, int seconds) throws Exception {
        long before = allocation.bytes();
        HttpLoad.Result result = load.asFastAsItAnswers(connections, seconds);
        Sprints sprints = fast.computeIfAbsent(connections, none -> new Sprints());
        sprints.results.add(result);
        sprints.bytesPerRequest.add(
                (double) (allocation.bytes() - before) / result.latencies().getTotalCount());
        return result.throughputPerSecond();
    }

    double pace(int connections, int seconds, double perSecond) throws Exception {
        HttpLoad.Result result = load.atRate(connections, seconds, perSecond);
        paced.add(result);
        return result.millisAt(99);
    }

    /** Requests a second in one round at that many connections. */
    double sprinted(int connections, int round) {
        return Objects.requireNonNull(fast.get(connections), "measured")
                .results
                .get(round)
                .throughputPerSecond();
    }

    double pacedP99(int round) {
        return paced.get(round).millisAt(99);
    }

    List<Run> runs(int pacedConnections) {
        List<Run> runs = new ArrayList<>();
        fast.forEach((connections, sprints) -> {
            HttpLoad.Result middle =
                    median(sprints.results, Comparator.comparingDouble(HttpLoad.Result::throughputPerSecond));
            runs.add(run(
                    name,
                    middle,
                    Map.of(
                            "connections",
                            connections,
                            "rounds",
                            sprints.results.size(),
                            "allocated_bytes_per_request",
                            Math.round(Figures.median(sprints.bytesPerRequest.stream()
                                    .mapToDouble(Double::doubleValue)
                                    .toArray())))));
        });
        if (!paced.isEmpty()) {
            runs.add(run(
                    name + ", constant rate",
                    median(paced, Comparator.comparingDouble(result -> result.millisAt(99))),
                    Map.of("connections", pacedConnections, "rounds", paced.size())));
        }
        return runs;
    }

    private static Run run(String name, HttpLoad.Result result, Map<String, Object> more) {
        return new Run(
                name,
                Figures.rounded(result.throughputPerSecond()),
                Figures.rounded(result.millisAt(50)),
                Figures.rounded(result.millisAt(99)),
                new TreeMap<>(more));
    }

    private static HttpLoad.Result median(List<HttpLoad.Result> results, Comparator<HttpLoad.Result> by) {
        return results.stream().sorted(by).toList().get((results.size() - 1) / 2);
    }
}
