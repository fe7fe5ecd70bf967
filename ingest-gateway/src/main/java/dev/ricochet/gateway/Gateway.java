package dev.ricochet.gateway;

import com.github.f4b6a3.uuid.alt.GUID;
import dev.ricochet.gateway.click.ClickServices;
import dev.ricochet.gateway.front.FrontServer;
import dev.ricochet.gateway.lookup.ReceiptDoor;
import dev.ricochet.gateway.lookup.Receipts;
import dev.ricochet.gateway.lookup.TopicReads;
import dev.ricochet.gateway.metrics.GatewayMetrics;
import dev.ricochet.gateway.postback.PostbackServices;
import dev.ricochet.gateway.publish.BrokerWatch;
import dev.ricochet.gateway.publish.KafkaPublisher;
import dev.ricochet.gateway.publish.TopicWriter;
import dev.ricochet.gateway.refusal.RefusalDesk;
import dev.ricochet.kit.catalog.CatalogReader;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.RejectedRequest;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the gateway is made of, in the order in which it opens; the runtime closes it in reverse: the producer after the server. */
public final class Gateway {
    private static final Logger log = LoggerFactory.getLogger(Gateway.class);
    private static final Duration WORD_ABOUT_WAITING = Duration.ofSeconds(10);

    private final FrontServer front;

    private Gateway(FrontServer front) {
        this.front = front;
    }

    /** Starts a gateway and returns once it takes requests, which is after the catalog was read and the topics were found. */
    public static Gateway start(GatewayConfig config, ServiceRuntime runtime) throws InterruptedException {
        InstantSource clock = InstantSource.system();
        GatewayMetrics metrics = new GatewayMetrics(runtime.meters());

        CatalogReader catalog = CatalogReader.start(config.kafka(), runtime);
        BrokerWatch.start(config.kafka(), runtime);
        KafkaPublisher publisher = KafkaPublisher.open(config.kafka(), config.publisher(), metrics, runtime);
        TopicWriter<Click> clicks = publisher.writer(Topics.CLICKS);
        TopicWriter<Postback> postbacks = publisher.writer(Topics.POSTBACKS);
        TopicWriter<RejectedRequest> rejected = publisher.writer(Topics.REJECTED_REQUESTS);

        publisher.awaitMetadata(List.of(Topics.CLICKS, Topics.POSTBACKS, Topics.REJECTED_REQUESTS));
        awaitFirstRead(catalog);

        RefusalDesk refusals = new RefusalDesk(rejected, metrics, clock);
        ClickServices clickServices =
                new ClickServices(catalog::current, new ClickIds(config.clickKeys()), clicks, refusals, metrics, clock);
        PostbackServices postbackServices = new PostbackServices(
                catalog::current,
                postbacks,
                refusals,
                metrics,
                clock,
                () -> GUID.v7().toString(),
                config.front().mostBodyBytes());
        TopicReads reads = TopicReads.open(config.kafka(), runtime);
        ReceiptDoor receipts = new ReceiptDoor(catalog::current, new Receipts(reads), refusals, metrics);
        FrontServer front = FrontServer.start(config.front(), clickServices, postbackServices, receipts, runtime);
        ManagementApi.open(config, catalog, reads, front.port(), runtime);
        return new Gateway(front);
    }

    /** The public port in use. */
    public int port() {
        return front.port();
    }

    /** With an empty catalog every visitor would be turned away, so nobody is let in before it is there. */
    private static void awaitFirstRead(CatalogReader catalog) throws InterruptedException {
        while (!catalog.awaitFirstRead(WORD_ABOUT_WAITING)) {
            log.atWarn().log("Still waiting for the catalog");
        }
    }
}
