package dev.ricochet.local.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bench}: hands over to the benchmarks, which are an application of their own. */
@Command(
        name = "bench",
        description = {
            "Runs a benchmark against its baseline, both in one run.",
            "All arguments are the benchmark's own; `bench` alone lists them. Exit codes: the benchmark's."
        })
final class BenchCommand implements Callable<Integer> {

    private static final OtherModule BENCHMARKS = new OtherModule("deploy/benchmarks", "dev.ricochet.bench.BenchMain");

    @Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "NAME [--json] and what the benchmark takes.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        return BENCHMARKS.run(arguments);
    }
}
