package dev.ricochet.gateway.metrics;

import java.util.Locale;

/** How a request ended, for counting. */
public enum RequestOutcome {
    /** Durable in Kafka, and answered so. */
    ACCEPTED,
    /** A visitor who was sent on before the click was durable. The record may still arrive. */
    UNCONFIRMED,
    /** Answered without anything to write: HEAD. */
    PROBED,
    /** Refused, with a reason. */
    REFUSED,
    /** Kafka did not take it in time: 503, the caller comes again. */
    UNAVAILABLE;

    final String label = name().toLowerCase(Locale.ROOT);
}
