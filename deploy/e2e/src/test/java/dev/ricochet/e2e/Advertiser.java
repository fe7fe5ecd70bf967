package dev.ricochet.e2e;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An advertiser that reports without pause, and keeps books of its own: new orders, orders said again, orders taken back
 * once the affiliate has heard of them. As advertisers do, it sends a report again until it is acknowledged. Its books are the
 * plain model that the topics are held against; a report stands in them once it was acknowledged.
 */
final class Advertiser implements AutoCloseable {

    private static final int MILLIS_BETWEEN_REPORTS = 15;

    /** One order, as the advertiser knows it. */
    static final class Order {
        final String id;
        final String offer;
        final String amount;
        final String clickId;
        boolean takenBack;

        private Order(String id, String offer, String amount, String clickId) {
            this.id = id;
            this.offer = offer;
            this.amount = amount;
            this.clickId = clickId;
        }
    }

    private record Report(Order order, String said) {}

    private final Pipeline pipeline;
    private final Random random;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final List<Order> known = new ArrayList<>();
    private final Deque<Report> toSend = new ArrayDeque<>();
    private final List<String> receipts = new ArrayList<>();
    private int troubles;
    private boolean opening = true;

    Advertiser(Pipeline pipeline, long seed) {
        this.pipeline = pipeline;
        this.random = new Random(seed);
    }

    void start() {
        var unused = clock.scheduleAtFixedRate(this::report, 0, MILLIS_BETWEEN_REPORTS, TimeUnit.MILLISECONDS);
    }

    /** Begins nothing new, and returns when all that was begun is acknowledged. */
    synchronized boolean finished() {
        opening = false;
        return toSend.isEmpty();
    }

    synchronized int acknowledged() {
        return receipts.size();
    }

    synchronized List<String> receipts() {
        return List.copyOf(receipts);
    }

    synchronized Map<String, Order> orders() {
        return Map.copyOf(orders);
    }

    /** How often a report had to be sent again. */
    synchronized int troubles() {
        return troubles;
    }

    private synchronized void report() {
        try {
            if (toSend.isEmpty() && opening) {
                toSend.add(next());
            }
            Report report = toSend.peek();
            if (report != null) {
                receipts.add(pipeline.postback(query(report)));
                toSend.remove();
                learn(report);
            }
        } catch (Exception | AssertionError notAcknowledged) {
            troubles++;
        }
    }

    private Report next() throws Exception {
        int dice = random.nextInt(10);
        if (dice < 6 || known.isEmpty()) {
            return new Report(newOrder(), "");
        }
        Order order = known.get(random.nextInt(known.size()));
        boolean heard = pipeline.affiliate.heard(order.id, "APPROVED");
        return dice == 9 && heard && order.offer.equals("shoes")
                ? new Report(order, "&status=reversed")
                : new Report(order, "");
    }

    private Order newOrder() throws Exception {
        String id = "o-" + orders.size();
        String amount = (1 + random.nextInt(200)) + ".%02d".formatted(random.nextInt(100));
        Optional<String> click = random.nextInt(5) == 0 ? pipeline.clickIfTaken("app", "aff-1", id) : Optional.empty();
        return click.isPresent()
                ? new Order(id, "app", amount, click.get())
                : new Order(id, "shoes", amount, pipeline.clickOn("shoes", "aff-1", id));
    }

    private void learn(Report report) {
        if (orders.putIfAbsent(report.order.id, report.order) == null) {
            known.add(report.order);
        }
        report.order.takenBack |= !report.said.isEmpty();
    }

    private static String query(Report report) {
        Order order = report.order;
        return "click_id=" + order.clickId + "&order_id=" + order.id + "&goal=sale&sale_amount=" + order.amount
                + report.said;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
