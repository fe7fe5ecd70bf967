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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * 500 postbacks and 5,000 clicks a second for a minute through the whole stack on this machine, after a warm-up at the same
 * rates. Rates are constant, whatever the answers do. What counts is the time from the gateway's receipt of a postback to the
 * call at the affiliate's server; each hop of it is reported, and the same from the timetable by which it was to be sent.
 */
public final class LatencyBench implements Bench {

    private static final int POSTBACKS_PER_SECOND = 500;
    private static final int CLICKS_PER_SECOND = 5_000;
    private static final int WARM_UP_SECONDS = 30;
    private static final int SECONDS = 60;
    private static final int POSTBACK_CONNECTIONS = 32;
    private static final int CLICK_CONNECTIONS = 64;
    private static final int AFFILIATES = 20;
    /** In Kafka, or on the gateway's disk and soon there: either is a promise, and both count. */
    private static final Set<Integer> TAKEN = Set.of(200, 202);

    private static final int FOUND = 302;
    private static final int CATALOG_PATIENCE_SECONDS = 60;
    private static final int LAST_CALLS_SECONDS = 60;

    private static final int FROM = WARM_UP_SECONDS * POSTBACKS_PER_SECOND;
    private static final int TO = FROM + SECONDS * POSTBACKS_PER_SECOND;

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
        Vertx vertx = Vertx.vertx();
        Journeys journeys = new Journeys(TO + POSTBACK_CONNECTIONS);
        StackOptions options = StackOptions.in(data).onPorts(Ports.free());
        try (LocalStack stack = LocalStack.start(options, progress::accept);
                AffiliateHost affiliates = AffiliateHost.start(vertx, journeys)) {
            KafkaConnection kafka = new KafkaConnection(stack.bootstrapServers(), stack.registryUrl(), Map.of());
            new CatalogTopics(kafka).apply(catalog(affiliates.url()), false);
            ClickIds ids = new ClickIds(ClickKeys.parse(stack.clickKeys()));
            String[] clicks = KnownClicks.write(kafka, ids, journeys.count(), AFFILIATES);
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
            String[] clicks,
            Consumer<String> progress)
            throws Exception {
        int port = stack.ports().gateway();
        AtomicLong visitors = new AtomicLong();
        HttpLoad clickLoad = new HttpLoad(
                vertx,
                port,
                Set.of(FOUND),
                () -> "/c/shoes?aff=aff-" + visitors.incrementAndGet() % AFFILIATES + "&sub1=v" + visitors.get()
                        + "&sub2=banner-7&source=newsletter");
        awaitCatalog(clickLoad);
        AtomicLong startedAt = new AtomicLong();
        HttpLoad postbackLoad = new HttpLoad(vertx, port, TAKEN, postbacks(clicks, startedAt));
        HttpLoad.Result acknowledged;
        HttpLoad.Result redirected;
        try (TopicWatch watch = new TopicWatch(kafka, journeys)) {
            watch.start();
            progress.accept("%,d postbacks/s and %,d clicks/s for %d s, of which %d s warm up"
                    .formatted(POSTBACKS_PER_SECOND, CLICKS_PER_SECOND, WARM_UP_SECONDS + SECONDS, WARM_UP_SECONDS));
            int seconds = WARM_UP_SECONDS + SECONDS;
            CompletableFuture<HttpLoad.Result> ofClicks =
                    inBackground(() -> clickLoad.atRate(CLICK_CONNECTIONS, seconds, CLICKS_PER_SECOND));
            acknowledged = postbackLoad.atRate(POSTBACK_CONNECTIONS, seconds, POSTBACKS_PER_SECOND);
            redirected = ofClicks.get(LAST_CALLS_SECONDS, TimeUnit.SECONDS);
            awaitLastCalls(journeys);
        }
        int lost = TO - FROM - journeys.arrived(Station.AFFILIATE, FROM, TO);
        if (lost > 0) {
            throw new IllegalStateException(
                    lost + " postbacks of " + (TO - FROM) + " did not reach the affiliate within "
                            + LAST_CALLS_SECONDS + " s; that many were received: "
                            + journeys.arrived(Station.RECEIVED, FROM, TO));
        }
        Histogram whole = journeys.between(Station.RECEIVED, Station.AFFILIATE, FROM, TO);
        List<Run> runs = new ArrayList<>(journeys.hops(FROM, TO, SECONDS));
        runs.add(Journeys.run("receipt to affiliate", whole, SECONDS));
        runs.add(Journeys.run(
                "timetable to affiliate",
                journeys.fromTimetable(startedAt.get(), POSTBACKS_PER_SECOND, FROM, TO),
                SECONDS));
        runs.add(answered("postbacks acknowledged", acknowledged));
        runs.add(answered("clicks redirected", redirected));
        Map<String, Double> ratios = new LinkedHashMap<>();
        ratios.put("p50_ms", (double) whole.getValueAtPercentile(50));
        ratios.put("p99_ms", (double) whole.getValueAtPercentile(99));
        return new BenchReport(name(), Machine.here(), runs, ratios);
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

    /** Numbers are given in the order of sending, so that each number has its place in the timetable. */
    private static Supplier<String> postbacks(String[] clicks, AtomicLong startedAt) {
        AtomicInteger numbers = new AtomicInteger();
        return () -> {
            startedAt.compareAndSet(0, System.currentTimeMillis());
            int number = numbers.getAndIncrement();
            return "/p/acme?token=s3cret&click_id=" + clicks[number] + "&order_id=" + Journeys.order(number)
                    + "&goal=sale&sale_amount=59.90&currency=USD&status=approved";
        };
    }

    private static void awaitLastCalls(Journeys journeys) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LAST_CALLS_SECONDS);
        while (journeys.arrived(Station.AFFILIATE, FROM, TO) < TO - FROM && System.nanoTime() < deadline) {
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
