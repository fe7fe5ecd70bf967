package dev.ricochet.gateway.publish;

import dev.ricochet.kit.config.Settings;
import java.time.Duration;

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
                        "Records that may wait for Kafka's acknowledgement; beyond it postbacks get 503. The producer's buffer is twice as large."),
                settings.duration(
                        "RICOCHET_GATEWAY_DELIVERY_TIMEOUT",
                        "2m",
                        "How long the producer tries to deliver a record, whoever still waits for it; clicks survive shorter outages."),
                settings.duration(
                        "RICOCHET_GATEWAY_LINGER", "2ms", "How long a record waits for others to share its batch."),
                settings.duration(
                        "RICOCHET_GATEWAY_FLUSH_TIMEOUT",
                        "10s",
                        "How long the producer may take at shutdown to deliver what it still holds."));
    }

    long bufferBytes() {
        return inFlightBytes * BUFFER_PER_IN_FLIGHT;
    }
}
