package dev.ricochet.attribution.match;

import dev.ricochet.attribution.match.MatchDecision.Matched;
import dev.ricochet.attribution.match.MatchDecision.Unmatched;
import dev.ricochet.schemas.event.Postback;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Sends what was decided to the sink where it belongs. Records carry the postback's time. */
final class MatchOutput {

    private final ProcessorContext<String, SpecificRecord> context;
    private final MatchMeters meters;

    MatchOutput(ProcessorContext<String, SpecificRecord> context, MatchMeters meters) {
        this.context = context;
        this.meters = meters;
    }

    void send(Postback postback, MatchDecision decision, @Nullable String traceparent) {
        meters.count(decision);
        if (decision instanceof Matched matched) {
            forward(SettlementKey.of(postback), matched.matched(), postback, traceparent, MatchTopology.MATCHED);
        } else if (decision instanceof Unmatched unmatched) {
            forward(
                    postback.getReceiptId(),
                    Outcomes.of(postback, unmatched),
                    postback,
                    traceparent,
                    MatchTopology.OUTCOMES);
        }
    }

    void waitingChanged(long by) {
        meters.waitingChanged(by);
    }

    private void forward(
            String key, SpecificRecord value, Postback postback, @Nullable String traceparent, String sink) {
        context.forward(
                new Record<>(key, value, postback.getReceivedAt().toEpochMilli(), Traces.headers(traceparent)), sink);
    }
}
