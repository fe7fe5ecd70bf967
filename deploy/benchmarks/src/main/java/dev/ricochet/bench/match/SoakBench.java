package dev.ricochet.bench.match;

import dev.ricochet.bench.Bench;
import dev.ricochet.bench.Scratch;
import dev.ricochet.bench.report.BenchReport;
import dev.ricochet.bench.report.Figures;
import dev.ricochet.bench.report.Machine;
import dev.ricochet.bench.report.Run;
import dev.ricochet.local.process.ManagedProcess;
import dev.ricochet.local.stack.LocalStack;
import dev.ricochet.local.stack.Ports;
import dev.ricochet.local.stack.StackOptions;
import dev.ricochet.local.stack.StackService;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.click.ClickKeys;
import dev.ricochet.schemas.serde.RecordSerdes;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A worker that runs match alone, as a process, for ten minutes or longer: clicks of 45 days of which it keeps 12, so that
 * days are opened, closed and dropped from the first third on, and postbacks for clicks of all days. What its memory and its open files do meanwhile.
 */
public final class SoakBench implements Bench {

    private static final long CLICKS = 50_000_000;
    private static final Duration AT_LEAST = Duration.ofMinutes(10);
    private static final Duration AT_MOST = Duration.ofMinutes(40);
    private static final int LINES_OF_LOG = 40;
    private static final Duration SAMPLE_EVERY = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "match-soak";
    }

    @Override
    public String about() {
        return "memory and open files of a worker over 50 million clicks and 10 minutes or more";
    }

    @Override
    public BenchReport run(Consumer<String> progress) throws Exception {
        Path data = Scratch.create();
        StackOptions options = StackOptions.in(data)
                .onPorts(Ports.free())
                .withServices(Set.of(StackService.STREAMS))
                .withBrokerHeap("1g")
                .withEnvironment(
                        StackService.STREAMS,
                        Map.of(
                                "RICOCHET_ROLES",
                                "match",
                                "RICOCHET_CLICK_RETENTION",
                                "12d",
                                // Full within minutes: what grows after that is not the cache on its way to its bound.
                                "RICOCHET_CLICK_CACHE",
                                "96MiB",
                                "RICOCHET_CLICK_MEMTABLES",
                                "48MiB",
                                // A heap that is touched bit by bit would pass for native memory that grows.
                                "JDK_JAVA_OPTIONS",
                                "-XX:+AlwaysPreTouch"));
        try (LocalStack stack = LocalStack.start(options, progress::accept);
                SoakLoad load = SoakLoad.start(
                        stack.bootstrapServers(),
                        RecordSerdes.connect(stack.registryUrl()),
                        new ClickIds(ClickKeys.parse(stack.clickKeys())),
                        CLICKS,
                        AT_LEAST)) {
            return watch(stack, load, progress);
        } finally {
            Scratch.delete(data);
        }
    }

    private BenchReport watch(LocalStack stack, SoakLoad load, Consumer<String> progress) throws Exception {
        ManagedProcess worker = stack.service(StackService.STREAMS);
        URI metrics = URI.create("http://127.0.0.1:" + stack.ports().streamsManagement() + "/metrics");
        ProcessSamples samples = new ProcessSamples(worker.pid(), metrics);
        long start = System.nanoTime();
        Duration elapsed = Duration.ZERO;
        while (elapsed.compareTo(AT_LEAST) < 0 || samples.clicksTaken() < CLICKS) {
            if (elapsed.compareTo(AT_MOST) > 0) {
                throw new IllegalStateException(
                        "only %,d of %,d clicks after %s".formatted(samples.clicksTaken(), CLICKS, AT_MOST));
            }
            load.check();
            if (!worker.isRunning()) {
                throw new IllegalStateException("the worker has ended:\n" + worker.logTail(LINES_OF_LOG));
            }
            TimeUnit.MILLISECONDS.sleep(SAMPLE_EVERY.toMillis());
            elapsed = Duration.ofNanos(System.nanoTime() - start);
            progress.accept(samples.take(elapsed));
        }
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("clicks", samples.clicksTaken());
        more.put("seconds", elapsed.toSeconds());
        more.put("postbacks", load.postbacks());
        samples.addTo(more);
        return new BenchReport(
                name(),
                Machine.here(),
                List.of(Run.ofThroughput("match worker", samples.clicksTaken() / (double) elapsed.toSeconds(), more)),
                Map.of("rss_end_vs_first_half", Figures.rounded(samples.endOverFirstHalf())));
    }
}
