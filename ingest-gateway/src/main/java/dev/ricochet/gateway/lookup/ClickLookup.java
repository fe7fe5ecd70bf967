package dev.ricochet.gateway.lookup;

import dev.ricochet.schemas.event.Click;
import dev.ricochet.schemas.serde.RecordDecoder;
import dev.ricochet.schemas.topic.Topics;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/** Looks for a click in the clicks topic, around the time that its id carries. */
public final class ClickLookup {
    private static final Duration SLACK = Duration.ofSeconds(30);
    private static final ReadBounds BOUNDS = new ReadBounds(500_000, Duration.ofSeconds(5));

    private final TopicReads reads;
    private final RecordDecoder<Click> decoder;

    public ClickLookup(TopicReads reads) {
        this.reads = reads;
        this.decoder = reads.serdes().decoder(Topics.CLICKS);
    }

    /** What was found. */
    public sealed interface Sighting {
        record Found(Click click) implements Sighting {}

        /** @param whole whether all was read that there is since the click's time */
        record NotFound(int records, boolean whole) implements Sighting {}
    }

    /** @param at the time inside the id, which must be genuine */
    public Future<Sighting> find(String clickId, Instant at) {
        return reads.ask(consumer -> {
            KeyRead.Result result = KeyRead.first(consumer, Topics.CLICKS.name(), clickId, at.minus(SLACK), BOUNDS);
            if (result instanceof KeyRead.Result.Found found) {
                return new Sighting.Found(decoder.decode(found.record().value()));
            }
            return result instanceof KeyRead.Result.CutShort cut
                    ? new Sighting.NotFound(cut.records(), false)
                    : new Sighting.NotFound(((KeyRead.Result.NotThere) result).records(), true);
        });
    }
}
