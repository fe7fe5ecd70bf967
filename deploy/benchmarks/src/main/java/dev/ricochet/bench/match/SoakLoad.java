package dev.ricochet.bench.match;

import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.event.ReportedStatus;
import dev.ricochet.schemas.serde.RecordSerdes;
import dev.ricochet.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes clicks of 45 days in the time of a soak, and now and then a postback for one of them. The clicks' bytes are made
 * beforehand and get their id only: the load must not need the processor that the worker is measured on.
 */
final class SoakLoad implements AutoCloseable {

    private static final Duration SPAN = Duration.ofDays(45);
    private static final int PREPARED = 10_000;
    private static final int POSTBACK_EVERY = 1_000;
    private static final int ID_AT = 6;
    private static final int BURST = 1_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Serializer<Postback> postbacks;
    private final ClickIds ids;
    private final long clicks;
    private final double perMilli;
    private final byte[][] prepared = new byte[PREPARED][];
    private final SplittableRandom random = new SplittableRandom(3);
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final AtomicLong postbacksSent = new AtomicLong();
    private final Thread thread = new Thread(this::run, "soak-load");
    private final Callback noteFailure = this::note;

    private SoakLoad(String bootstrapServers, RecordSerdes serdes, ClickIds ids, long clicks, Duration within) {
        this.ids = ids;
        this.clicks = clicks;
        this.perMilli = (double) clicks / within.toMillis();
        this.postbacks = serdes.of(Topics.POSTBACKS).serializer();
        VariedClicks varied = new VariedClicks();
        for (int i = 0; i < PREPARED; i++) {
            Instant now = Instant.now();
            prepared[i] = serdes.of(Topics.CLICKS)
                    .serializer()
                    .serialize(Topics.CLICKS.name(), varied.click(ids.mint(now), now));
        }
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.LINGER_MS_CONFIG,
                        20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        thread.setDaemon(true);
    }

    static SoakLoad start(String bootstrapServers, RecordSerdes serdes, ClickIds ids, long clicks, Duration within) {
        SoakLoad load = new SoakLoad(bootstrapServers, serdes, ids, clicks, within);
        load.thread.start();
        return load;
    }

    /** @throws Exception what went wrong, if something did */
    void check() throws Exception {
        Exception failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    long postbacks() {
        return postbacksSent.get();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(10));
    }

    private void note(RecordMetadata sent, @Nullable Exception failed) {
        if (failed != null) {
            failure.compareAndSet(null, failed);
        }
    }

    private void run() {
        long start = System.currentTimeMillis();
        long firstMillis = start - SPAN.toMillis();
        double step = SPAN.toMillis() / (double) clicks;
        try {
            for (long i = 0; i < clicks; i++) {
                String id = ids.mint(Instant.ofEpochMilli((long) (firstMillis + i * step)));
                sendClick(id, prepared[(int) (i % PREPARED)]);
                if (i % POSTBACK_EVERY == 0) {
                    sendPostback(id);
                }
                if (i % BURST == 0) {
                    long due = start + (long) (i / perMilli);
                    long early = due - System.currentTimeMillis();
                    if (early > 0) {
                        TimeUnit.MILLISECONDS.sleep(early);
                    }
                }
            }
            producer.flush();
        } catch (InterruptedException | InterruptException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            failure.compareAndSet(null, failed);
        }
    }

    private void sendClick(String id, byte[] likeThis) {
        byte[] key = id.getBytes(StandardCharsets.US_ASCII);
        byte[] value = likeThis.clone();
        System.arraycopy(key, 0, value, ID_AT, key.length);
        var unused = producer.send(new ProducerRecord<>(Topics.CLICKS.name(), key, value), noteFailure);
    }

    /** For the click or for one that never was, of any earlier time: the filter's work. */
    private void sendPostback(String clickId) {
        String id = random.nextBoolean()
                ? clickId
                : ids.mint(Instant.ofEpochMilli(System.currentTimeMillis() - random.nextLong(SPAN.toMillis())));
        Postback postback = Postback.newBuilder()
                .setReceiptId(Long.toHexString(random.nextLong()))
                .setReceivedAt(Instant.now())
                .setAdvertiserId("adv-1")
                .setDialect("ricochet")
                .setClickId(id)
                .setStatus(ReportedStatus.REVERSED)
                .build();
        postbacksSent.incrementAndGet();
        var unused = producer.send(
                new ProducerRecord<>(
                        Topics.POSTBACKS.name(),
                        id.getBytes(StandardCharsets.US_ASCII),
                        postbacks.serialize(Topics.POSTBACKS.name(), postback)),
                noteFailure);
    }
}
