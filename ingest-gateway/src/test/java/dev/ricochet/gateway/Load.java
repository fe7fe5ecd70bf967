package dev.ricochet.gateway;

import dev.ricochet.gateway.Client.Exchange.Answer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that send clicks and postbacks as fast as they are answered, until the server is gone. */
final class Load {
    /** Half of the default for clicks: a visitor who went on so early went on because the click was durable. */
    private static final long SURELY_CONFIRMED_NANOS = Duration.ofMillis(100).toNanos();

    final Set<String> receiptIds = ConcurrentHashMap.newKeySet();
    final Set<String> clickIds = ConcurrentHashMap.newKeySet();
    final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
    final Queue<Client.Exchange> broken = new ConcurrentLinkedQueue<>();

    private final boolean leavesWhenAsked;
    private final List<Thread> threads = new ArrayList<>();

    private Load(boolean leavesWhenAsked) {
        this.leavesWhenAsked = leavesWhenAsked;
    }

    /** Clients that come again on a new connection when an answer ends theirs. */
    static Load on(int port, int clients) {
        return start(new Load(false), port, clients);
    }

    /** Clients that stay away then, as behind a load balancer that has seen that the gateway is not ready any more. */
    static Load leavingWhenAsked(int port, int clients) {
        return start(new Load(true), port, clients);
    }

    private static Load start(Load load, int port, int clients) {
        for (int i = 0; i < clients; i++) {
            int number = i;
            Thread thread = new Thread(() -> load.run(port, number), "client " + i);
            load.threads.add(thread);
            thread.start();
        }
        return load;
    }

    int answered(int status) {
        return answers.getOrDefault(status, new AtomicInteger()).get();
    }

    private void run(int port, int number) {
        try (Client client = new Client(port)) {
            for (int i = 0; ; i++) {
                boolean click = i % 2 == 0;
                Client.Exchange exchange = client.get(
                        click ? "/c/shoes?aff=aff-1&sub1=" + i : "/p/acme?token=s3cret&order_id=" + number + "-" + i);
                if (exchange instanceof Answer answer) {
                    note(answer, click);
                    if (leavesWhenAsked && answer.header("connection").equals("close")) {
                        return;
                    }
                } else {
                    if (!(exchange instanceof Client.Exchange.Refused)) {
                        broken.add(exchange);
                    }
                    return;
                }
            }
        }
    }

    private void note(Answer answer, boolean click) {
        answers.computeIfAbsent(answer.status(), status -> new AtomicInteger()).incrementAndGet();
        if (click && answer.status() == 302 && answer.tookNanos() < SURELY_CONFIRMED_NANOS) {
            String location = answer.header("location");
            int from = location.indexOf("cid=") + 4;
            int end = location.indexOf('&', from);
            clickIds.add(location.substring(from, end < 0 ? location.length() : end));
        } else if (!click && (answer.status() == 200 || answer.status() == 202)) {
            receiptIds.add(new JsonObject(answer.body()).getString("receipt_id"));
        }
    }

    /** Returns when every client has come to its end by itself. */
    void awaitEnd() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
