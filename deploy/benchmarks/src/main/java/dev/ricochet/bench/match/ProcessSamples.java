package dev.ricochet.bench.match;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Resident memory and open files of a worker, as Linux tells, and what it says of itself, over time. */
final class ProcessSamples {

    private final Path process;
    private final HttpRequest metrics;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Sample> samples = new ArrayList<>();

    private record Sample(long second, long rssMiB, long openFiles, long clickMemoryMiB, long segments, long clicks) {}

    ProcessSamples(long pid, URI metrics) {
        this.process = Path.of("/proc", Long.toString(pid));
        this.metrics =
                HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(10)).build();
    }

    /** Takes one; returns it as a line. */
    String take(Duration elapsed) throws IOException, InterruptedException {
        String text = client.send(metrics, HttpResponse.BodyHandlers.ofString()).body();
        Sample sample = new Sample(
                elapsed.toSeconds(),
                rssKiB() >> 10,
                openFiles(),
                (long) sum(text, "ricochet_match_click_memory_bytes") >> 20,
                (long) sum(text, "ricochet_match_click_segments "),
                (long) sum(text, "ricochet_match_clicks_total"));
        samples.add(sample);
        return String.format(
                Locale.ROOT,
                "%,d clicks, rss %d MiB, click memory %d MiB, %d open files, %d segments",
                sample.clicks(),
                sample.rssMiB(),
                sample.clickMemoryMiB(),
                sample.openFiles(),
                sample.segments());
    }

    long clicksTaken() {
        return samples.isEmpty() ? 0 : samples.get(samples.size() - 1).clicks();
    }

    void addTo(Map<String, Object> figures) {
        figures.put("second", samples.stream().map(Sample::second).toList());
        figures.put("rss_mib", samples.stream().map(Sample::rssMiB).toList());
        figures.put(
                "click_memory_mib", samples.stream().map(Sample::clickMemoryMiB).toList());
        figures.put("open_files", samples.stream().map(Sample::openFiles).toList());
        figures.put("segments", samples.stream().map(Sample::segments).toList());
    }

    /** Memory at the end over the most that the first half needed: near 1 where it is flat. */
    double endOverFirstHalf() {
        long most = samples.subList(0, samples.size() / 2).stream()
                .mapToLong(Sample::rssMiB)
                .max()
                .orElse(0);
        return (double) samples.get(samples.size() - 1).rssMiB() / most;
    }

    private long rssKiB() throws IOException {
        try (Stream<String> lines = Files.lines(process.resolve("status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        }
    }

    private long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return files.count();
        }
    }

    private static double sum(String text, String metric) {
        return text.lines()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
