package dev.ricochet.local.demo;

import dev.ricochet.kit.catalog.form.InvalidCatalogException;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.local.catalog.CatalogReport;
import dev.ricochet.local.catalog.CatalogTopics;
import dev.ricochet.local.demo.report.DemoReport;
import dev.ricochet.local.demo.road.AffiliateServer;
import dev.ricochet.local.demo.road.GatewayClient;
import dev.ricochet.local.demo.road.LateClicks;
import dev.ricochet.local.demo.road.Notebook;
import dev.ricochet.local.demo.road.Observed;
import dev.ricochet.local.demo.road.PipelineWatch;
import dev.ricochet.local.demo.road.Traveller;
import dev.ricochet.local.demo.road.Traveller.Road;
import dev.ricochet.local.demo.traffic.Scenario;
import dev.ricochet.local.demo.traffic.TrafficPlan;
import dev.ricochet.local.demo.traffic.Visit;
import dev.ricochet.local.reconcile.TopicReconciler;
import dev.ricochet.local.stack.LocalStack;
import dev.ricochet.local.stack.Ports;
import dev.ricochet.local.stack.StackOptions;
import dev.ricochet.local.stack.StackService;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.click.ClickKeys;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A run of the demo. */
final class Demo {
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** For the early holds of ten seconds, the retries of the unwell affiliate server, and a slow machine. */
    private static final Duration TO_SETTLE = Duration.ofMinutes(2);
    /** Days in real life. */
    private static final Map<String, String> FAST_RETRIES =
            Map.of("RICOCHET_RETRY_WAITS", "1s,1s,2s,4s", "RICOCHET_PLANNER_SCAN_EVERY", "100ms");

    private final DemoOptions options;
    private final Screen screen;

    Demo(DemoOptions options, Screen screen) {
        this.options = options;
        this.screen = screen;
    }

    DemoReport run() throws IOException, InvalidCatalogException {
        screen.title("Starting broker, registry and services in " + options.dataDirectory());
        StackOptions stackOptions = StackOptions.in(options.dataDirectory())
                .asShortLived()
                .onPorts(Ports.free())
                .withEnvironment(StackService.SINK, FAST_RETRIES);
        try (LocalStack stack = LocalStack.start(stackOptions, line -> screen.say("  " + line))) {
            Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
            try {
                return run(stack, vertx);
            } finally {
                screen.title("Stopping");
                vertx.close().await();
            }
        }
    }

    private DemoReport run(LocalStack stack, Vertx vertx) throws IOException, InvalidCatalogException {
        KafkaConnection kafka = new KafkaConnection(stack.bootstrapServers(), stack.registryUrl(), Map.of());
        CompletableFuture<RuntimeException> trouble = new CompletableFuture<>();
        CompletableFuture<Void> unused = stack.failure().thenAccept(trouble::complete);
        Await await = new Await(trouble);
        AffiliateServer affiliates = AffiliateServer.start(vertx);
        applyCatalog(stack, kafka, affiliates, await);

        Observed seen = new Observed();
        Notebook sent = new Notebook();
        ClickIds clickIds = new ClickIds(ClickKeys.parse(stack.clickKeys()));
        try (PipelineWatch watch = new PipelineWatch(kafka, seen, trouble::complete);
                LateClicks lateClicks = new LateClicks(vertx, kafka, clickIds)) {
            watch.start();
            Road road = new Road(vertx, new GatewayClient(vertx, stack.gatewayUrl()), lateClicks, sent);
            TrafficPlan plan = new TrafficPlan(options.seed(), options.perSecond(), options.time());
            screen.title("One postback's way");
            Visit first = plan.single(Scenario.SALE);
            new FirstPostback(first, new Traveller(road, first), seen, affiliates, await, screen).tell();

            screen.title(options.perSecond() + " visits a second for "
                    + options.time().toSeconds() + " s, seed " + options.seed() + ": " + Scenario.values().length
                    + " kinds, from plain sales to forged clicks");
            screen.say(
                    "  Early postbacks and clicks of last week cannot come through a redirect: for them the generator mints"
                            + " the click id");
            screen.say(
                    "  with the stack's own keys and writes the click to the topic itself, as a server-to-server source would.");
            Counters counters = new Counters(sent, seen, affiliates);
            send(road, plan, counters, await);
            settle(new Quiet(sent, seen, affiliates), counters, await);
            screen.title("Comparing");
            return DemoReport.of(
                    sent,
                    seen,
                    DemoReport.Affiliates.of(affiliates),
                    counters.latencies(),
                    new TopicReconciler(kafka).run(null));
        }
    }

    private void applyCatalog(LocalStack stack, KafkaConnection kafka, AffiliateServer affiliates, Await await)
            throws IOException, InvalidCatalogException {
        screen.title("Applying the sample catalog; the affiliates' server listens on port " + affiliates.port());
        CatalogReport report = new CatalogTopics(kafka).apply(SampleCatalog.withAffiliatesAt(affiliates.port()), false);
        report.text().lines().forEach(line -> screen.say("  " + line));
        int entries = report.lines().stream()
                .mapToInt(line -> line.created().size()
                        + line.changed().size()
                        + line.same().size())
                .sum();
        Ports ports = stack.ports();
        Awareness services =
                new Awareness(List.of(ports.gatewayManagement(), ports.streamsManagement(), ports.sinkManagement()));
        Duration atMost = Duration.ofSeconds(30);
        if (!await.until(() -> services.complete(entries), atMost, Duration.ofMillis(100), () -> {})) {
            throw new IllegalStateException(
                    "a service did not take up the catalog within " + atMost.toSeconds() + " s");
        }
    }

    private void send(Road road, TrafficPlan plan, Counters counters, Await await) {
        CompletableFuture<Void> begun = Traffic.start(road, plan);
        Duration longest = options.time().plus(TO_SETTLE);
        await.until(begun::isDone, longest, SECOND, () -> screen.live(counters.line()));
    }

    private void settle(Quiet quiet, Counters counters, Await await) {
        screen.say("  all sent; waiting until every postback has its outcome and every delivery its end");
        boolean settled = await.until(quiet::reached, TO_SETTLE, SECOND, () -> screen.live(counters.line()));
        screen.say(settled ? "  nothing moves any more" : "  still not quiet: " + quiet.open());
    }
}
