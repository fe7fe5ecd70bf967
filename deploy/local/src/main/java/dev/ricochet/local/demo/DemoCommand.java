package dev.ricochet.local.demo;

import dev.ricochet.kit.catalog.form.InvalidCatalogException;
import dev.ricochet.local.demo.report.DemoJson;
import dev.ricochet.local.demo.report.DemoReport;
import dev.ricochet.local.demo.report.DemoText;
import dev.ricochet.local.duration.DurationConverter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: the whole pipeline with realistic traffic, for a person who has two minutes. */
@Command(
        name = "demo",
        description = {
            "Starts a stack of its own on free ports, applies a sample catalog, sends realistic traffic (early, late,",
            "duplicate, forged, fraudulent, over cap, reversed …), shows it live, stops, and holds what happened against",
            "what the generator said beforehand. Exit codes: 0 balanced and as expected, 1 not."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final int MOST_PER_SECOND = 5_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "How long traffic is sent, such as 30s or 5m. Default: 30s.")
    private Duration time;

    @Option(
            names = "--clicks-per-second",
            paramLabel = "N",
            defaultValue = "100",
            description = "Visits a second; nearly each begins with a click. Default: 100.")
    private int perSecond;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed gives the same traffic. Default: 1.")
    private long seed;

    @Option(
            names = "--json",
            description = "One JSON object at the end on standard output, progress on standard error.")
    private boolean json;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Keep the state here, a new or empty directory. Default: a temporary one, removed when it ends by itself.")
    private @Nullable Path data;

    @Override
    public Integer call() throws IOException, InvalidCatalogException {
        check();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter progress = json ? spec.commandLine().getErr() : out;
        try (Workplace workplace = Workplace.of(data)) {
            Screen screen = new Screen(progress, Screen.isTerminal(json ? 2 : 1));
            DemoReport report = new Demo(new DemoOptions(workplace.directory(), time, perSecond, seed), screen).run();
            if (json) {
                out.println(DemoJson.of(report, seed));
            } else {
                out.println();
                out.print(DemoText.of(report));
            }
            out.flush();
            return report.passed() ? 0 : 1;
        }
    }

    private void check() {
        if (time.isZero()) {
            throw new ParameterException(spec.commandLine(), "--for must be longer than nothing");
        }
        if (perSecond < 1 || perSecond > MOST_PER_SECOND) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--clicks-per-second must be from 1 to " + MOST_PER_SECOND + ", not " + perSecond);
        }
        if (data != null && !Workplace.isFree(data)) {
            throw new ParameterException(
                    spec.commandLine(),
                    data
                            + " is not empty; the demo compares with what it sent itself, so it needs a new or empty directory");
        }
    }
}
