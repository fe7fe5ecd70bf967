package dev.ricochet.bench;

import dev.ricochet.bench.codec.CodecBench;
import dev.ricochet.bench.gateway.GatewayBench;
import dev.ricochet.bench.latency.LatencyBench;
import dev.ricochet.bench.match.MatchBench;
import dev.ricochet.bench.match.SoakBench;
import dev.ricochet.bench.report.BenchReport;
import dev.ricochet.bench.settle.SettleBench;
import dev.ricochet.bench.sink.SinkBench;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deploy/ricochet bench NAME [--json]}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Runs one benchmark beside its baseline and prints the figures and their ratios.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:measured", "1:failed", "2:wrong usage"})
public final class BenchMain implements Callable<Integer> {

    private static final List<Bench> BENCHES = List.of(
            new GatewayBench(),
            new MatchBench(),
            new SoakBench(),
            new SettleBench(),
            new LatencyBench(),
            new SinkBench(),
            new CodecBench());

    @Parameters(paramLabel = "NAME", description = "gateway, match, match-soak, settle, latency, sink or codec")
    private String name = "";

    @Option(names = "--json", description = "print one JSON object on standard output; progress goes to standard error")
    private boolean json;

    public static void main(String[] args) {
        System.exit(new CommandLine(new BenchMain()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        long start = System.nanoTime();
        Bench bench = BENCHES.stream()
                .filter(b -> b.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandLine.ParameterException(
                        new CommandLine(this), "there is no benchmark '" + name + "'" + known()));
        BenchReport report = bench.run(
                line -> System.err.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - start) / 1e9, line));
        PrintStream out = System.out;
        out.println(json ? report.json() : report.table());
        return 0;
    }

    private static String known() {
        StringBuilder text = new StringBuilder("; there are:");
        BENCHES.forEach(b -> text.append(System.lineSeparator())
                .append("  ")
                .append(b.name())
                .append(": ")
                .append(b.about()));
        return text.toString();
    }
}
