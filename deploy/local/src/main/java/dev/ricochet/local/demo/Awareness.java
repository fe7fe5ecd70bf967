package dev.ricochet.local.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Asks the services by their metrics how many catalog entries they have in memory. */
final class Awareness {
    private static final String GAUGE = "ricochet_catalog_entries{";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final List<Integer> managementPorts;

    Awareness(List<Integer> managementPorts) {
        this.managementPorts = List.copyOf(managementPorts);
    }

    /** Whether every service has this many entries. */
    boolean complete(int entries) {
        return managementPorts.stream().allMatch(port -> entriesAt(port) == entries);
    }

    private long entriesAt(int port) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .timeout(TIMEOUT)
                .build();
        try {
            return entriesIn(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException notYet) {
            return -1;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the demo was interrupted", stop);
        }
    }

    /** The sum over the kinds of entries in an exposition of Prometheus' text format. */
    static long entriesIn(String exposition) {
        return exposition
                .lines()
                .filter(line -> line.startsWith(GAUGE))
                .mapToLong(line -> Math.round(Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))))
                .sum();
    }
}
