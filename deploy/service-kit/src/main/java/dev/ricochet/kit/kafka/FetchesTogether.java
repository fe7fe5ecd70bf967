package dev.ricochet.kit.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Has an application fetch together what comes within a time. Where records come by the thousand, one fetch for each batch of each
 * producer costs brokers and workers more than what is in it. A record waits for half of that time as a rule. Where nothing
 * comes, each stream thread still asks each broker again after it.
 */
public final class FetchesTogether {

    /** Short enough for what a person or an affiliate waits for. */
    public static final Duration SOON = Duration.ofMillis(10);

    /** So much is not waited for. */
    private static final int BYTES = 64 * 1024;

    private FetchesTogether() {}

    /** For the properties of a Kafka Streams application. */
    public static Map<String, Object> within(Duration time) {
        return Map.of(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG),
                BYTES,
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
                (int) time.toMillis());
    }
}
