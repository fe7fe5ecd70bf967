package dev.ricochet.attribution.match;

import dev.ricochet.attribution.match.MatchDecision.Matched;
import dev.ricochet.attribution.match.MatchDecision.Unmatched;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Sends what was decided to settle, and nowhere else. Records carry the postback's time. */
final class MatchOutput {

    private final ProcessorContext<String, MatchedPostback> context;
    private final MatchMeters meters;

    MatchOutput(ProcessorContext<String, MatchedPostback> context, MatchMeters meters) {
        this.context = context;
        this.meters = meters;
    }

    void send(Postback postback, MatchDecision decision, @Nullable String traceparent) {
        meters.count(decision);
        if (decision instanceof Matched matched) {
            forward(postback, matched.matched(), traceparent);
        } else if (decision instanceof Unmatched unmatched) {
            forward(postback, unmatched.of(postback), traceparent);
        }
    }

    void waitingChanged(long by) {
        meters.waitingChanged(by);
    }

    private void forward(Postback postback, MatchedPostback value, @Nullable String traceparent) {
        context.forward(new Record<>(
                SettlementKey.of(postback),
                value,
                postback.getReceivedAt().toEpochMilli(),
                Traces.headers(traceparent)));
    }
}
