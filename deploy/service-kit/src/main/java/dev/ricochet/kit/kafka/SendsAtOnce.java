package dev.ricochet.kit.kafka;

import dev.ricochet.schemas.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What makes a producer one that an event loop may use: its {@code send} never waits. What finds no room in the buffer fails at
 * once, and the partitions of a topic, once known, stay known. Use {@link #awaitPartitions} before the first {@code send}.
 */
public final class SendsAtOnce {

    private static final Logger log = LoggerFactory.getLogger(SendsAtOnce.class);
    private static final long LOOK_MILLIS = 50;
    private static final Duration WORD_ABOUT_WAITING = Duration.ofSeconds(10);

    private SendsAtOnce() {}

    /** For the properties of the producer; they stand above whatever else it is given. */
    public static Map<String, Object> settings() {
        return Map.of(
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                0L,
                // A topic that nothing was written to for a while (rejected-requests on a good day) would lose its
                // metadata, and the next send would find nothing to go by.
                ProducerConfig.METADATA_MAX_IDLE_CONFIG,
                TimeUnit.DAYS.toMillis(3_650),
                // By default a client that reaches no broker forgets all it knew. Then the next send finds no
                // partitions, and what comes in an outage is refused instead of waiting in the buffer.
                CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG,
                MetadataRecoveryStrategy.NONE.name);
    }

    /**
     * Waits until the partitions of all topics are known, for as long as it takes: without them nothing can be written, and
     * with them {@code send} never waits. Not for event loops.
     */
    public static void awaitPartitions(Producer<?, ?> producer, List<? extends Topic<?>> topics)
            throws InterruptedException {
        for (Topic<?> topic : topics) {
            long nextWord = System.nanoTime() + WORD_ABOUT_WAITING.toNanos();
            while (!knows(producer, topic)) {
                if (System.nanoTime() > nextWord) {
                    log.atWarn()
                            .addKeyValue("topic", topic.name())
                            .log("Still waiting for the brokers to tell the partitions of a topic");
                    nextWord += WORD_ABOUT_WAITING.toNanos();
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        }
    }

    /**
     * Whether the producer that threw this from {@code send} is of no more use: closed, or an idempotent one that met an error
     * which it cannot get over and refuses everything from then on. What concerns a record alone comes through its callback, or is
     * an error of the API or of the serializer.
     */
    public static boolean isLost(RuntimeException thrown) {
        return thrown instanceof IllegalStateException
                || (thrown instanceof KafkaException
                        && !(thrown instanceof ApiException
                                || thrown instanceof InterruptException
                                || thrown instanceof SerializationException));
    }

    private static boolean knows(Producer<?, ?> producer, Topic<?> topic) {
        try {
            return !producer.partitionsFor(topic.name()).isEmpty();
        } catch (TimeoutException notYet) {
            return false;
        }
    }
}
