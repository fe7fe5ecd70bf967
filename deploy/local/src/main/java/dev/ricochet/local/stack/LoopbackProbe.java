package dev.ricochet.local.stack;

import dev.ricochet.local.process.ReadinessProbe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks a process on this machine whether it answers. */
final class LoopbackProbe {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int DETAIL_LENGTH = 500;
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    private LoopbackProbe() {}

    static boolean isListening(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        InetSocketAddress address = new InetSocketAddress(
                hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
        try (Socket socket = new Socket()) {
            socket.connect(address, (int) TIMEOUT.toMillis());
            return true;
        } catch (IOException notListening) {
            return false;
        }
    }

    /** Ready when a GET is answered 200. */
    static ReadinessProbe http(String url) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
        return () -> whyNot200(request);
    }

    private static @Nullable String whyNot200(HttpRequest request) {
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? null : describe(response);
        } catch (IOException e) {
            return "no answer from " + request.uri();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private static String describe(HttpResponse<String> response) {
        String body = response.body().strip();
        return "%s answers %d %s"
                .formatted(
                        response.uri(),
                        response.statusCode(),
                        body.substring(0, Math.min(body.length(), DETAIL_LENGTH)));
    }
}
