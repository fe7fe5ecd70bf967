package dev.ricochet.bench.codec;

import dev.ricochet.bench.Bench;
import dev.ricochet.bench.report.BenchReport;
import dev.ricochet.bench.report.Figures;
import dev.ricochet.bench.report.Machine;
import dev.ricochet.bench.report.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs this package's JMH benchmarks in forked JVMs. */
public final class CodecBench implements Bench {

    @Override
    public String name() {
        return "codec";
    }

    @Override
    public String about() {
        return "click id against a random UUID, serde against Avro set up for each record";
    }

    @Override
    public BenchReport run(Consumer<String> progress) throws Exception {
        progress.accept("7 measurements of 2 forks, about 9 s each");
        Options options = new OptionsBuilder()
                .include("dev\\.ricochet\\.bench\\.codec\\.")
                .mode(Mode.Throughput)
                .timeUnit(TimeUnit.SECONDS)
                .forks(2)
                .warmupIterations(2)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(3)
                .measurementTime(TimeValue.seconds(1))
                .verbosity(VerboseMode.SILENT)
                .build();
        List<Run> runs = new ArrayList<>();
        Map<String, Double> perSecond = new LinkedHashMap<>();
        for (RunResult result : new Runner(options).run()) {
            String label = result.getParams().getBenchmark().replaceAll(".*\\.(\\w+)Benchmark\\.", "");
            double score = result.getPrimaryResult().getScore();
            perSecond.put(label, score);
            double error = result.getPrimaryResult().getScoreError();
            runs.add(Run.ofThroughput(label, score, Map.of("error_per_s", Figures.rounded(error))));
        }
        Map<String, Double> ratios = new LinkedHashMap<>();
        ratios.put("mint_vs_uuid", ratio(perSecond, "mint", "randomUuid"));
        ratios.put("verify_vs_uuid", ratio(perSecond, "verify", "randomUuid"));
        ratios.put("encode_vs_bare", ratio(perSecond, "serdeEncode", "bareEncode"));
        ratios.put("decode_vs_bare", ratio(perSecond, "serdeDecode", "bareDecode"));
        return new BenchReport(name(), Machine.here(), runs, ratios);
    }

    private static double ratio(Map<String, Double> perSecond, String ours, String baseline) {
        return Figures.rounded(perSecond.getOrDefault(ours, Double.NaN) / perSecond.getOrDefault(baseline, Double.NaN));
    }
}
