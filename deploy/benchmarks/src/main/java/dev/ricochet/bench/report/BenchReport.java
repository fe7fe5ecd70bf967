package dev.ricochet.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one benchmark found.
 *
 * @param bench its name
 * @param machine where it ran
 * @param runs each contender's figures, the baseline first
 * @param ratios ours over the baseline's; above 1 is better for throughput
 */
public record BenchReport(String bench, Machine machine, List<Run> runs, Map<String, Double> ratios) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String table() {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(Locale.ROOT, "%s on %d processors, %s%n%n", bench, machine.processors(), machine.java()));
        text.append(String.format(Locale.ROOT, "  %-34s %14s %10s %10s%n", "", "per second", "p50 ms", "p99 ms"));
        for (Run run : runs) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-34s %,14.0f %10s %10s",
                    run.name(),
                    run.throughputPerSecond(),
                    millis(run.p50Millis()),
                    millis(run.p99Millis())));
            run.more()
                    .forEach((name, value) ->
                            text.append("  ").append(name).append('=').append(value));
            text.append(System.lineSeparator());
        }
        text.append(System.lineSeparator());
        ratios.forEach((name, value) -> text.append(String.format(Locale.ROOT, "  %-34s %14.2f%n", name, value)));
        return text.toString();
    }

    private static String millis(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.2f", value);
    }
}
