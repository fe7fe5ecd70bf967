package dev.ricochet.gateway.metrics;

import java.util.Locale;

/** How a request ended, for counting. */
public enum RequestOutcome {
    /** Durable in Kafka, and answered so. */
    ACCEPTED,
    /** Durable on the gateway's own disk, on its way to Kafka: an advertiser is told 202, a visitor went on. */
    SPOOLED,
    /** A visitor who was sent on before the click was durable anywhere. The record may still arrive. */
    UNCONFIRMED,
    /** Answered without anything to write: HEAD. */
    PROBED,
    /** Refused, with a reason. */
    REFUSED,
    /** Neither Kafka nor the spool took it in time: 503, the caller comes again. */
    UNAVAILABLE;

    final String label = name().toLowerCase(Locale.ROOT);
}
