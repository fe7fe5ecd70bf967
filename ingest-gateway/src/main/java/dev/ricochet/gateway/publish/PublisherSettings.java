package dev.ricochet.gateway.publish;

import dev.ricochet.kit.config.Settings;
import dev.ricochet.kit.kafka.KafkaConnection;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How the gateway's producer behaves.
 *
 * @param inFlightBytes records handed over and not acknowledged, at most
 * @param deliveryTimeout how long the producer tries; far above every request's deadline
 * @param linger how long a record waits for company in its batch
 * @param flushWithin how long closing may take
 */
public record PublisherSettings(long inFlightBytes, Duration deliveryTimeout, Duration linger, Duration flushWithin) {
    /** Batches take whole pages of the buffer however little is in them, so that it must be larger than what is in flight. */
    private static final int BUFFER_PER_IN_FLIGHT = 2;

    public static PublisherSettings from(Settings settings) {
        return new PublisherSettings(
                settings.bytes(
                        "RICOCHET_GATEWAY_IN_FLIGHT_BYTES",
                        "32MiB",
                        "Records that may wait for Kafka's acknowledgement; beyond it they go to the spool. The producer's buffer is twice as large."),
                settings.duration(
                        "RICOCHET_GATEWAY_DELIVERY_TIMEOUT",
                        "30s",
                        "How long the producer tries to deliver a record that was handed to it before Kafka's absence was noticed; it is in the spool by then."),
                settings.duration(
                        "RICOCHET_GATEWAY_LINGER", "5ms", "How long a record waits for others to share its batch."),
                settings.duration(
                        "RICOCHET_GATEWAY_FLUSH_TIMEOUT",
                        "10s",
                        "How long the producer may take at shutdown to deliver what it still holds."));
    }

    /** Notes a delivery timeout that Kafka's producer would refuse to open with, in our names instead of its own. */
    public void requireDeliverable(KafkaConnection kafka, Settings settings) {
        long requestMillis = requestMillis(kafka, settings);
        // Kafka caps the sum; a linger that long would overflow it first.
        long least = Math.min(requestMillis + Math.min(linger.toMillis(), Integer.MAX_VALUE), Integer.MAX_VALUE);
        long given = deliveryTimeout.toMillis();
        if (given < least || given > Integer.MAX_VALUE) {
            settings.problem("RICOCHET_GATEWAY_DELIVERY_TIMEOUT is " + deliveryTimeout + ", expected: " + least + "ms ("
                    + ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG + ", which is " + requestMillis
                    + ", and RICOCHET_GATEWAY_LINGER) to " + Integer.MAX_VALUE + "ms");
        }
    }

    private static long requestMillis(KafkaConnection kafka, Settings settings) {
        Object given = kafka.producer("ingest-gateway").get(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG);
        try {
            return Integer.parseInt(String.valueOf(given).trim());
        } catch (NumberFormatException e) {
            settings.problem(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG + "=" + given
                    + " in RICOCHET_KAFKA_PROPERTIES_FILE is wrong, expected: milliseconds");
            return 0;
        }
    }

    long bufferBytes() {
        return inFlightBytes * BUFFER_PER_IN_FLIGHT;
    }
}
