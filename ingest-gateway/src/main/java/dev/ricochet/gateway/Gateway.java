package dev.ricochet.gateway;

import com.github.f4b6a3.uuid.alt.GUID;
import dev.ricochet.gateway.admin.CatalogChanges;
import dev.ricochet.gateway.click.ClickServices;
import dev.ricochet.gateway.clickcap.CapStateReader;
import dev.ricochet.gateway.clickcap.ClickCaps;
import dev.ricochet.gateway.clickcap.CountExchange;
import dev.ricochet.gateway.decision.DecideRoute;
import dev.ricochet.gateway.front.FrontServer;
import dev.ricochet.gateway.lookup.ReceiptBook;
import dev.ricochet.gateway.lookup.ReceiptDoor;
import dev.ricochet.gateway.lookup.Receipts;
import dev.ricochet.gateway.lookup.TopicReads;
import dev.ricochet.gateway.metrics.GatewayMetrics;
import dev.ricochet.gateway.metrics.SpoolMeters;
import dev.ricochet.gateway.postback.PostbackServices;
import dev.ricochet.gateway.postback.Safeguards;
import dev.ricochet.gateway.publish.BrokerWatch;
import dev.ricochet.gateway.publish.KafkaPublisher;
import dev.ricochet.gateway.publish.TopicWriter;
import dev.ricochet.gateway.refusal.RefusalDesk;
import dev.ricochet.gateway.spool.Safekeeping;
import dev.ricochet.gateway.spool.Spool;
import dev.ricochet.gateway.visitor.Countries;
import dev.ricochet.gateway.visitor.CountryFile;
import dev.ricochet.gateway.visitor.VisitorDesk;
import dev.ricochet.kit.catalog.CatalogReader;
import dev.ricochet.kit.health.Readiness;
import dev.ricochet.kit.health.Readiness.NotReady;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.ClickCount;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.RejectedRequest;
import dev.ricochet.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the gateway is made of, in the order in which it opens; the runtime closes it in reverse: the producer after the server, the spool last. */
public final class Gateway {
    private static final Logger log = LoggerFactory.getLogger(Gateway.class);
    private static final Duration WORD_ABOUT_WAITING = Duration.ofSeconds(10);

    /** Refusals may have one part in so many of what is in flight, beside it: the producer's buffer holds twice as much. */
    private static final int REFUSALS_IN_FLIGHT_SHARE = 8;

    private final FrontServer front;

    private Gateway(FrontServer front) {
        this.front = front;
    }

    /** Starts a gateway and returns once it takes requests, which is after the catalog was read and the topics were found. */
    public static Gateway start(GatewayConfig config, ServiceRuntime runtime) throws InterruptedException {
        InstantSource clock = InstantSource.system();
        GatewayMetrics metrics = new GatewayMetrics(runtime.meters());

        CatalogReader catalog = CatalogReader.start(config.kafka(), runtime);
        BrokerWatch brokers = BrokerWatch.start(config.kafka(), runtime);
        SpoolMeters spoolMeters = metrics.spool();
        Spool spool = Safekeeping.openSpool(config.spool(), spoolMeters, runtime);
        KafkaPublisher publisher = KafkaPublisher.open(config.kafka(), config.publisher(), metrics, runtime);
        TopicWriter<RejectedRequest> rejected = publisher.writer(
                Topics.REJECTED_REQUESTS, config.publisher().inFlightBytes() / REFUSALS_IN_FLIGHT_SHARE);
        TopicWriter<ClickCount> clickCounts = publisher.writer(Topics.CLICK_COUNTS);

        DecideRoute decide = new DecideRoute(publisher.writer(Topics.DECISIONS), publisher.writer(Topics.AUDIT), clock);

        publisher.awaitMetadata(List.of(
                Topics.CLICKS,
                Topics.POSTBACKS,
                Topics.REJECTED_REQUESTS,
                Topics.CLICK_COUNTS,
                Topics.DECISIONS,
                Topics.AUDIT));
        Safekeeping safekeeping = Safekeeping.start(
                spool, spoolMeters, publisher, List.of(Topics.CLICKS, Topics.POSTBACKS), metrics, runtime);
        TopicWriter<Click> clicks = safekeeping.writer(
                Topics.CLICKS, config.spool().afterForClicks(config.front().clickDeadline()));
        TopicWriter<Postback> postbacks =
                safekeeping.writer(Topics.POSTBACKS, config.spool().after());
        ClickCaps caps = new ClickCaps(GUID.v7().toString());
        CountExchange counts = CountExchange.start(caps, clickCounts, clock, config.kafka(), runtime);
        CapStateReader.start(caps.conversions(), clock, config.kafka(), runtime);
        awaitFirstRead(catalog);
        awaitFirstRead(counts);
        runtime.health().readiness("records", () -> canKeepRecords(brokers, spool));

        RefusalDesk refusals = new RefusalDesk(rejected, catalog::current, metrics, clock);
        ClickIds clickIds = new ClickIds(config.clickKeys());
        Safeguards safeguards = Safeguards.of(config.callers(), clickIds);
        VisitorDesk visitors = new VisitorDesk(countries(config, metrics, runtime), safeguards.clients());
        ClickServices clickServices =
                new ClickServices(catalog::current, clickIds, clicks, visitors, caps, refusals, metrics, clock);
        PostbackServices postbackServices = new PostbackServices(
                catalog::current,
                postbacks,
                refusals,
                metrics,
                clock,
                () -> GUID.v7().toString(),
                config.front().mostBodyBytes(),
                safeguards);
        // Before the front, so that changes under way end after the drain and not in the middle of it.
        CatalogChanges changes = CatalogChanges.open(config.kafka(), catalog, runtime, clock);
        TopicReads reads = TopicReads.forStaff(config.kafka(), runtime);
        ReceiptBook receiptsOfCallers = Receipts.forCallers(TopicReads.forCallers(config.kafka(), runtime));
        ReceiptDoor receipts = new ReceiptDoor(catalog::current, receiptsOfCallers, refusals, metrics, safeguards);
        FrontServer front = FrontServer.start(config.front(), clickServices, postbackServices, receipts, runtime);
        ManagementApi.open(config, catalog::current, changes, decide, reads, safeguards, front.port(), runtime);
        return new Gateway(front);
    }

    /** The public port in use. */
    public int port() {
        return front.port();
    }

    /** The port for HTTPS in use; 0 where there is none. */
    public int tlsPort() {
        return front.tlsPort();
    }

    private static Countries countries(GatewayConfig config, GatewayMetrics metrics, ServiceRuntime runtime) {
        Path file = config.countryFile();
        return file == null ? Countries.UNKNOWN : CountryFile.watch(file, metrics, runtime);
    }

    /** Caps that hold only for one run of a process would be no caps. */
    private static void awaitFirstRead(CountExchange counts) throws InterruptedException {
        while (!counts.awaitFirstRead(WORD_ABOUT_WAITING)) {
            log.atWarn().log("Still waiting for the click counts");
        }
    }

    /**
     * While the spool takes records, requests are answered without Kafka: a load balancer that took every gateway out when
     * Kafka is away would make of a short outage one that advertisers and visitors feel.
     */
    private static Readiness canKeepRecords(BrokerWatch brokers, Spool spool) {
        if (spool.isTaking() || !(brokers.state() instanceof NotReady away)) {
            return Readiness.ready();
        }
        return Readiness.notReady(away.why() + "; and " + spool.trouble());
    }

    /** With an empty catalog every visitor would be turned away, so nobody is let in before it is there. */
    private static void awaitFirstRead(CatalogReader catalog) throws InterruptedException {
        while (!catalog.awaitFirstRead(WORD_ABOUT_WAITING)) {
            log.atWarn().log("Still waiting for the catalog");
        }
    }
}
