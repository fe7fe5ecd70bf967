package dev.ricochet.attribution.match;

import dev.ricochet.attribution.clickstore.ClickKey;
import dev.ricochet.attribution.clickstore.ClickStore;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Puts every click into the click store. This runs for each click: a hundred times as often as anything else. */
final class StoreClicks implements Processor<ClickKey, byte[], Void, Void> {

    private @Nullable ClickStore clicks;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        clicks = context.getStateStore(MatchTopology.CLICK_STORE);
    }

    @Override
    public void process(Record<ClickKey, byte[]> click) {
        Objects.requireNonNull(clicks, "initialised").put(click.key(), click.value());
    }
}
