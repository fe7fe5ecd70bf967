package dev.ricochet.kit.kafka;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Has an application fetch what comes within {@value #MILLIS} ms together. Where records come by the thousand, one fetch for each
 * batch of each producer costs brokers and workers more than what is in it. A record waits for half of that time as a rule. Where nothing
 * comes, each stream thread still asks each broker a hundred times a second.
 */
public final class FetchesTogether {

    private static final int MILLIS = 10;

    /** So much is not waited for. */
    private static final int BYTES = 64 * 1024;

    /** For the properties of a Kafka Streams application. */
    public static final Map<String, Object> SETTINGS = Map.of(
            StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), BYTES,
            StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), MILLIS);

    private FetchesTogether() {}
}
