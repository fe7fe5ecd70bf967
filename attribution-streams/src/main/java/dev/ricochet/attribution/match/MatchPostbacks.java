package dev.ricochet.attribution.match;

import dev.ricochet.attribution.clickstore.ClickStore;
import dev.ricochet.schemas.event.MatchedPostback;
import dev.ricochet.schemas.event.Postback;
import dev.ricochet.schemas.state.MatchHeldPostback;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Passes postbacks of one partition to its {@link PartitionMatch}, and lets that look at the clock now and then. */
final class MatchPostbacks implements Processor<String, Postback, String, MatchedPostback> {

    private final MatchParts parts;
    private final Matcher matcher;
    private final MatchMeters meters;
    private @Nullable ProcessorContext<String, MatchedPostback> context;
    private @Nullable PartitionMatch partition;

    MatchPostbacks(MatchParts parts, Matcher matcher, MatchMeters meters) {
        this.parts = parts;
        this.matcher = matcher;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, MatchedPostback> context) {
        ClickStore clicks = context.getStateStore(MatchTopology.CLICK_STORE);
        KeyValueStore<Bytes, MatchHeldPostback> held = context.getStateStore(MatchTopology.EARLY_STORE);
        PartitionMatch opened = new PartitionMatch(
                context.taskId().partition(),
                parts,
                matcher,
                clicks,
                new EarlyPostbacks(held),
                new MatchOutput(context, meters));
        context.schedule(MatchTopology.LET_OUT_EVERY, PunctuationType.WALL_CLOCK_TIME, opened::letOut);
        this.context = context;
        this.partition = opened;
    }

    @Override
    public void process(Record<String, Postback> postback) {
        long arrival = Objects.requireNonNull(context, "initialised")
                .recordMetadata()
                .map(RecordMetadata::offset)
                .orElseThrow();
        Objects.requireNonNull(partition, "initialised").match(postback, arrival);
    }

    @Override
    public void close() {
        PartitionMatch closing = partition;
        if (closing != null) {
            closing.close();
        }
    }
}
