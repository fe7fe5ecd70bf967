package dev.ricochet.bench.gateway;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The baseline: takes any request, writes its query to a topic, answers 200 when it is acknowledged. No parsing, no
 * authentication, no record, no reasons. It writes with a key, as everything must that is to be found again: what has none goes
 * to one partition at a time, in larger batches, and would compare two ways of writing instead of two servers.
 *
 * <p>Arguments: port, bootstrap servers, topic.
 */
public final class BareServer extends AbstractVerticle {

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final int port;

    private BareServer(KafkaProducer<byte[], byte[]> producer, String topic, int port) {
        this.producer = producer;
        this.topic = topic;
        this.port = port;
    }

    public static void main(String[] args) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, args[1]);
        // As the gateway's producer is set.
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.partitionsFor(args[2]);
        int port = Integer.parseInt(args[0]);
        int loops = Runtime.getRuntime().availableProcessors();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops));
        vertx.deployVerticle(() -> new BareServer(producer, args[2], port), new DeploymentOptions().setInstances(loops))
                .onFailure(e -> Runtime.getRuntime().halt(1));
    }

    private static byte[] keyOf(byte[] value) {
        return Integer.toString(Arrays.hashCode(value)).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void start(Promise<Void> started) {
        // Without handlers for WebSockets, as the gateway.
        HttpServerOptions options = new HttpServerOptions()
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false);
        vertx.createHttpServer(options)
                .requestHandler(this::take)
                .listen(port, "127.0.0.1")
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private void take(HttpServerRequest request) {
        Context loop = vertx.getOrCreateContext();
        String query = request.query();
        byte[] value = (query == null ? "" : query).getBytes(StandardCharsets.UTF_8);
        var unused = producer.send(
                new ProducerRecord<>(topic, keyOf(value), value),
                (metadata, failure) -> loop.runOnContext(nothing -> request.response()
                        .setStatusCode(failure == null ? 200 : 503)
                        .end("{}")));
    }
}
