package dev.ricochet.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** An affiliate's own server: writes down each call it gets and answers 200, under /gone 410. */
final class AffiliateServer implements AutoCloseable {

    /**
     * One call.
     *
     * @param query decoded parameters
     * @param webhookId what names the delivery
     * @param signature as sent
     */
    record Call(Map<String, String> query, String webhookId, String signature) {}

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    AffiliateServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** All calls in the order in which they came. */
    List<Call> calls() {
        return List.copyOf(calls);
    }

    List<Call> callsWith(String name, String value) {
        return calls.stream().filter(c -> value.equals(c.query().get(name))).toList();
    }

    /** Whether it was told that an order stands so. */
    boolean heard(String order, String status) {
        return told.contains(order + " " + status);
    }

    /** How many different orders it has heard of. */
    long ordersStartingWith(String prefix) {
        return calls.stream()
                .map(c -> c.query().getOrDefault("order", ""))
                .filter(order -> order.startsWith(prefix))
                .distinct()
                .count();
    }

    private void take(HttpExchange exchange) throws IOException {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        told.add(query.get("order") + " " + query.get("status"));
        calls.add(new Call(
                query,
                exchange.getRequestHeaders().getFirst("webhook-id"),
                exchange.getRequestHeaders().getFirst("webhook-signature")));
        exchange.sendResponseHeaders(exchange.getRequestURI().getPath().startsWith("/gone") ? 410 : 200, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
