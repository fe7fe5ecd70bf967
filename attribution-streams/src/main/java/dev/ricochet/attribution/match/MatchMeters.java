package dev.ricochet.attribution.match;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What match counts: each decision by its kind and reason, and how many postbacks wait. A postback that is held is
 * counted as held, and once more when it is let out. Alert where {@code click_not_found} grows while the clicks topic
 * lags, and where {@code held} only grows: the deadline's gate does not open.
 */
final class MatchMeters {

    private static final String DECISIONS = "ricochet.match.decisions";

    private final MeterRegistry registry;
    private final AtomicLong waiting = new AtomicLong();

    MatchMeters(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("ricochet.match.held", waiting, AtomicLong::get)
                .description("Postbacks that wait for their click")
                .register(registry);
    }

    void count(MatchDecision decision) {
        if (decision instanceof MatchDecision.Matched matched) {
            decision("matched", matched.matched().getAttribution().name().toLowerCase(java.util.Locale.ROOT));
        } else if (decision instanceof MatchDecision.Unmatched unmatched) {
            decision("unmatched", unmatched.reason().code());
        } else {
            decision("held", "early");
        }
    }

    void waitingChanged(long by) {
        waiting.addAndGet(by);
    }

    private void decision(String result, String reason) {
        Counter.builder(DECISIONS)
                .description("Decisions about postbacks, by result and reason")
                .tag("result", result)
                .tag("reason", reason)
                .register(registry)
                .increment();
    }
}
