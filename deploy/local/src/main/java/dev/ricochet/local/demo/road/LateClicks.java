package dev.ricochet.local.demo.road;

import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.local.demo.traffic.Visit;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.click.ClickPartitioner;
import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.event.ClickKind;
import dev.ricochet.schemas.topic.Topics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Clicks that do not pass the gateway: their ids are minted with the network's own keys, and the records are written to the
 * clicks topic as a server-to-server source writes them. It is the only way to let a postback overtake its click, or to have
 * a click of last week.
 */
public final class LateClicks implements AutoCloseable {
    private final Vertx vertx;
    private final ClickIds ids;
    private final KafkaProducer<String, Click> producer;

    public LateClicks(Vertx vertx, KafkaConnection kafka, ClickIds ids) {
        this.vertx = vertx;
        this.ids = ids;
        Map<String, Object> config = new HashMap<>(kafka.base("ricochet-demo-clicks"));
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, ClickPartitioner.class);
        this.producer = new KafkaProducer<>(
                config, new StringSerializer(), kafka.serdes().of(Topics.CLICKS).serializer());
        // Asked for now, so that the first early click does not wait for it longer than its postback does.
        producer.partitionsFor(Topics.CLICKS.name());
    }

    String mint(Instant at) {
        return ids.mint(at);
    }

    /** Sent from a worker thread, because a producer may block for the topic's metadata. */
    Future<Void> publish(String clickId, Visit visit) {
        Click click = Click.newBuilder()
                .setClickId(clickId)
                .setKind(ClickKind.CLICK)
                .setClickedAt(Instant.ofEpochMilli(ClickIds.millisOf(clickId)))
                .setAdvertiserId(visit.offer().advertiser())
                .setOfferId(visit.offer().id())
                .setAffiliateId(visit.affiliate().id())
                .setSource("demo")
                .setSubs(List.of("visit-" + visit.number()))
                .build();
        return vertx.<Future<Void>>executeBlocking(() -> send(click), false).compose(sent -> sent);
    }

    private Future<Void> send(Click click) {
        Promise<Void> written = Promise.promise();
        var unused = producer.send(
                new ProducerRecord<>(Topics.CLICKS.name(), click.getClickId(), click), (metadata, failure) -> {
                    if (failure == null) {
                        written.complete();
                    } else {
                        written.fail(failure);
                    }
                });
        return written.future();
    }

    @Override
    public void close() {
        producer.close();
    }
}
