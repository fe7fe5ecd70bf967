package dev.ricochet.bench.latency;

import dev.ricochet.bench.Bench;
import dev.ricochet.bench.Scratch;
import dev.ricochet.bench.http.HttpLoad;
import dev.ricochet.bench.report.BenchReport;
import dev.ricochet.bench.report.Figures;
import dev.ricochet.bench.report.Machine;
import dev.ricochet.bench.report.Run;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.local.catalog.CatalogTopics;
import dev.ricochet.local.stack.LocalStack;
import dev.ricochet.local.stack.Ports;
import dev.ricochet.local.stack.StackOptions;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.click.ClickKeys;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * 500 postbacks and 5,000 clicks a second for a minute through the whole stack on this machine, after a warm-up. Rates are
 * constant, whatever the answers do. What counts is the time from the gateway's receipt of a postback to the call at the
 * affiliate's server; each hop of it is reported, and the same from the timetable by which it was to be sent.
 */
public final class LatencyBench implements Bench {

    private static final int POSTBACKS_PER_SECOND = 500;
    private static final int CLICKS_PER_SECOND = 5_000;
    /**
     * A service that runs for weeks has long been compiled. At the full rates from the start the compilers of five JVMs and what
     * they compile fight for two processors, the parts fall behind, and neither comes to an end; so it begins with a quarter.
     */
    private static final double SLOW_SHARE = 0.25;

    private static final int SLOW_SECONDS = 150;
    private static final int WARM_UP_SECONDS = 420;

    /** More than the stack's default, which spares a developer's memory: a collection stops everything in its process. */
    private static final String HEAP = "2g";

    private static final int SECONDS = 60;
    private static final int POSTBACK_CONNECTIONS = 32;
    private static final int CLICK_CONNECTIONS = 64;
    private static final int AFFILIATES = 20;
    /** In Kafka, or on the gateway's disk and soon there: either is a promise, and both count. */
    private static final Set<Integer> TAKEN = Set.of(200, 202);

    private static final int FOUND = 302;
    private static final int CATALOG_PATIENCE_SECONDS = 60;
    private static final int LAST_CALLS_SECONDS = 60;

    /** Room for a postback of each connection more than the timetable has. */
    private static final int MOST_POSTBACKS =
            (int) ((SLOW_SECONDS * SLOW_SHARE + WARM_UP_SECONDS + SECONDS) * POSTBACKS_PER_SECOND)
                    + 6 * POSTBACK_CONNECTIONS;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String about() {
        return "from the gateway's receipt of a postback to the affiliate's server, at 500 postbacks and 5,000 clicks a second";
    }

    @Override
    public BenchReport run(Consumer<String> progress) throws Exception {
        Path data = Scratch.create();
        Vertx vertx = HttpLoad.loops();
        Journeys journeys = new Journeys(MOST_POSTBACKS);
        StackOptions options =
                StackOptions.in(data).onPorts(Ports.free()).withBrokerHeap(HEAP).withServiceHeap(HEAP);
        try (LocalStack stack = LocalStack.start(options, progress::accept);
                AffiliateHost affiliates = AffiliateHost.start(vertx, journeys)) {
            KafkaConnection kafka = new KafkaConnection(stack.bootstrapServers(), stack.registryUrl(), Map.of());
            new CatalogTopics(kafka).apply(catalog(affiliates.url()), false);
            ClickIds ids = new ClickIds(ClickKeys.parse(stack.clickKeys()));
            List<String> clicks = KnownClicks.write(kafka, ids, journeys.count(), AFFILIATES);
            return measure(stack, kafka, vertx, journeys, clicks, progress);
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
            Scratch.delete(data);
        }
    }

    private BenchReport measure(
            LocalStack stack,
            KafkaConnection kafka,
            Vertx vertx,
            Journeys journeys,
            List<String> clicks,
            Consumer<String> progress)
            throws Exception {
        AtomicInteger numbers = new AtomicInteger();
        Load load = new Load(vertx, stack.ports().gateway(), clicks, numbers);
        awaitCatalog(load.clicks());
        int from;
        long startedAt;
        Answers answers;
        try (TopicWatch watch = new TopicWatch(kafka, journeys)) {
            watch.start();
            progress.accept("warming up for %d s, then %,d postbacks/s and %,d clicks/s for %d s"
                    .formatted(SLOW_SECONDS + WARM_UP_SECONDS, POSTBACKS_PER_SECOND, CLICKS_PER_SECOND, SECONDS));
            load.run(SLOW_SECONDS, 0, SLOW_SHARE);
            from = numbers.get() + WARM_UP_SECONDS * POSTBACKS_PER_SECOND;
            startedAt = System.currentTimeMillis() + TimeUnit.SECONDS.toMillis(WARM_UP_SECONDS);
            progress.accept("at the full rates");
            vertx.setTimer(TimeUnit.SECONDS.toMillis(WARM_UP_SECONDS), now -> progress.accept("measuring"));
            answers = load.run(WARM_UP_SECONDS, SECONDS, 1);
            awaitLastCalls(journeys, from, numbers.get());
        }
        int to = numbers.get();
        if (to - from < SECONDS * POSTBACKS_PER_SECOND - POSTBACK_CONNECTIONS) {
            throw new IllegalStateException(
                    "the load stood still: of the last " + SECONDS + " s only " + (to - from) + " postbacks were sent");
        }
        int lost = to - from - journeys.arrived(Station.AFFILIATE, from, to);
        if (lost > 0) {
            throw new IllegalStateException(lost + " postbacks of " + (to - from)
                    + " did not reach the affiliate within " + LAST_CALLS_SECONDS + " s; that many were received: "
                    + journeys.arrived(Station.RECEIVED, from, to));
        }
        Histogram whole = journeys.between(Station.RECEIVED, Station.AFFILIATE, from, to);
        List<Run> runs = new ArrayList<>(journeys.hops(from, to, SECONDS));
        runs.add(Journeys.run("receipt to affiliate", whole, SECONDS));
        runs.add(Journeys.run(
                "timetable to affiliate", journeys.fromTimetable(startedAt, POSTBACKS_PER_SECOND, from, to), SECONDS));
        runs.add(answered("postbacks acknowledged", answers.postbacks()));
        runs.add(answered("clicks redirected", answers.clicks()));
        Map<String, Double> ratios = new LinkedHashMap<>();
        ratios.put("p50_ms", (double) whole.getValueAtPercentile(50));
        ratios.put("p99_ms", (double) whole.getValueAtPercentile(99));
        return new BenchReport(name(), Machine.here(), runs, ratios);
    }

    /** What the gateway's callers saw, corrected for coordinated omission. */
    private record Answers(HttpLoad.Result postbacks, HttpLoad.Result clicks) {}

    /** Both kinds of requests at their rates. Postbacks are numbered in the order in which they are sent. */
    private record Load(Vertx vertx, int port, List<String> clickIds, AtomicInteger numbers) {

        /**
         * @param leadSeconds before what is counted; a gateway that has just started may answer in them that it has more to do than time
         * @param share which part of the rates: 1 is all
         */
        Answers run(int leadSeconds, int seconds, double share) throws Exception {
            CompletableFuture<HttpLoad.Result> redirected = inBackground(
                    () -> clicks().atRate(CLICK_CONNECTIONS, leadSeconds, seconds, CLICKS_PER_SECOND * share));
            HttpLoad.Result acknowledged = new HttpLoad(vertx, port, TAKEN, this::postback)
                    .atRate(POSTBACK_CONNECTIONS, leadSeconds, seconds, POSTBACKS_PER_SECOND * share);
            return new Answers(acknowledged, redirected.get(LAST_CALLS_SECONDS, TimeUnit.SECONDS));
        }

        HttpLoad clicks() {
            AtomicLong visitors = new AtomicLong();
            return new HttpLoad(vertx, port, Set.of(FOUND), () -> {
                long visitor = visitors.incrementAndGet();
                return "/c/shoes?aff=aff-" + visitor % AFFILIATES + "&sub1=v" + visitor
                        + "&sub2=banner-7&source=newsletter";
            });
        }

        private String postback() {
            int number = numbers.getAndIncrement();
            return "/p/acme?token=s3cret&click_id=" + clickIds.get(number) + "&order_id=" + Journeys.order(number)
                    + "&goal=sale&sale_amount=59.90&currency=USD&status=approved";
        }
    }

    /** The gateway answers otherwise until it has read the catalog that was just written. */
    private static void awaitCatalog(HttpLoad clicks) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CATALOG_PATIENCE_SECONDS);
        while (true) {
            try {
                clicks.asFastAsItAnswers(1, 1);
                return;
            } catch (Exception notYet) {
                if (System.nanoTime() > deadline) {
                    throw notYet;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private static void awaitLastCalls(Journeys journeys, int from, int to) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LAST_CALLS_SECONDS);
        while (journeys.arrived(Station.AFFILIATE, from, to) < to - from && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private interface Measurement {
        HttpLoad.Result take() throws Exception;
    }

    private static CompletableFuture<HttpLoad.Result> inBackground(Measurement measurement) {
        CompletableFuture<HttpLoad.Result> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(measurement.take());
                    } catch (Exception e) {
                        result.completeExceptionally(e);
                    }
                },
                "clicks");
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    private static Run answered(String name, HttpLoad.Result result) {
        return new Run(
                name,
                Figures.rounded(result.throughputPerSecond()),
                Figures.rounded(result.millisAt(50)),
                Figures.rounded(result.millisAt(99)),
                Map.of());
    }

    private static String catalog(String affiliateUrl) {
        return """
                advertisers:
                  - {id: acme, token: s3cret, require: [token], dialect: ricochet}
                offers:
                  - id: shoes
                    advertiser: acme
                    status: active
                    landing_url: "https://shop.example/?cid={click_id}&s={sub1}"
                    currency: USD
                    goals:
                      - id: sale
                        dedupe: {key: order_id, scope: offer, mode: reject, ttl: 90d}
                        payout: {model: cps, percent: "10"}
                        revenue: {model: cps, percent: "14"}
                        approval: auto
                    caps: [{scope: affiliate, period: day, count: 1000000, zone: UTC, over: reject}]
                """
                + "affiliates:\n"
                + ofAll("  - {id: aff-%d, status: active}%n")
                + "endpoints:\n"
                + ofAll("  - {id: ep-%1$d, affiliate: aff-%1$d, method: GET, statuses: [APPROVED], "
                                + "url: \"URL/pb/%1$d?order={order_id}&payout={payout}\", "
                                + "secret: whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz}%n")
                        .replace("URL", affiliateUrl);
    }

    private static String ofAll(String line) {
        return IntStream.range(0, AFFILIATES).mapToObj(line::formatted).collect(Collectors.joining());
    }
}
