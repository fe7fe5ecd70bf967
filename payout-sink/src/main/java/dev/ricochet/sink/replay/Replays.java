package dev.ricochet.sink.replay;

import dev.ricochet.kit.catalog.EndpointFilter;
import dev.ricochet.kit.catalog.Share;
import dev.ricochet.schemas.catalog.Endpoint;
import dev.ricochet.schemas.event.Conversion;
import dev.ricochet.schemas.event.DeliveryCommand;
import dev.ricochet.schemas.event.DeliveryCommandKind;
import dev.ricochet.schemas.event.DeliveryDeadLetter;
import dev.ricochet.schemas.topic.Topic;
import dev.ricochet.schemas.topic.Topics;
import dev.ricochet.sink.planner.decision.DeliveryIds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Finds what is to be sent again, and counts it or has it sent. Blocks; for worker threads. */
public final class Replays {

    /** So many deliveries at most in one go: the next goes on where it ended. */
    public static final int MOST = 100_000;

    private static final Duration PATIENCE = Duration.ofSeconds(100);

    /** A record may be older than the change in it says, if a clock was ahead. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final TopicReader reader;
    private final Outbox outbox;
    private final Clock clock;
    private final int most;

    /** @param most so many deliveries at most in one go, usually {@link #MOST} */
    public Replays(TopicReader reader, Outbox outbox, Clock clock, int most) {
        this.reader = reader;
        this.outbox = outbox;
        this.clock = clock;
        this.most = most;
    }

    /** Where it is looked for what is to be sent. */
    public enum Which {
        /** What was given up: exhausted, gone, disabled. */
        GIVEN_UP,
        /** Every change, told before or not. */
        ALL
    }

    /**
     * What is asked for.
     *
     * @param actor name of the key that asks
     * @param after where an earlier reading for the same ended; null: from the filter's beginning
     */
    public record Request(
            DeliveryCommandKind kind,
            Endpoint endpoint,
            Which which,
            ReplayFilter filter,
            String actor,
            @Nullable Position after) {}

    /**
     * What came of it.
     *
     * @param commandId null for a preview
     * @param deliveries how many are, or would be, sent
     * @param next where to go on, as there are more of them than go in one, or they could not all be read in time; null: that
     *     was all
     */
    public record Result(
            @Nullable String commandId,
            long deliveries,
            @Nullable Instant firstChange,
            @Nullable Instant lastChange,
            @Nullable Position next) {

        public boolean complete() {
            return next == null;
        }
    }

    /** Counts without sending. */
    public Result preview(Request request) {
        return find(request, null, conversion -> {});
    }

    /** Returns when everything is in the planner's hands. */
    public Result run(Request request) {
        String id = UUID.randomUUID().toString();
        Instant now = clock.instant();
        Outbox.Batch batch = outbox.begin();
        Result result = find(
                request,
                id,
                conversion -> batch.add(new DeliveryCommand(
                        id, request.kind, request.endpoint.getId(), conversion, request.actor, now)));
        batch.flush();
        return result;
    }

    private Result find(Request request, @Nullable String id, Consumer<Conversion> each) {
        Search search = new Search(request, each, most);
        TopicReader.Reading reading = request.which == Which.ALL
                ? read(Topics.CONVERSIONS, request, search)
                : read(Topics.DELIVERY_DEAD_LETTERS, request, search::letter);
        Position next = reading.complete() ? null : reading.position();
        return new Result(id, search.found.size(), search.first, search.last, next);
    }

    private <V extends SpecificRecord> TopicReader.Reading read(Topic<V> topic, Request request, Predicate<V> each) {
        return request.after == null
                ? reader.read(topic, null, request.filter.from().minus(SLACK), PATIENCE, each)
                : reader.readOn(topic, request.after, PATIENCE, each);
    }

    private static final class Search implements Predicate<Conversion> {

        private final Request request;
        private final Consumer<Conversion> each;
        private final int most;
        private final Set<String> found = new HashSet<>();
        private @Nullable Instant first;
        private @Nullable Instant last;

        Search(Request request, Consumer<Conversion> each, int most) {
            this.request = request;
            this.each = each;
            this.most = most;
        }

        boolean letter(DeliveryDeadLetter letter) {
            return !letter.getEndpointId().equals(request.endpoint.getId())
                    || take(letter.getConversion(), letter.getGivenUpAt());
        }

        @Override
        public boolean test(Conversion conversion) {
            return take(conversion, conversion.getChangedAt());
        }

        private boolean take(Conversion conversion, Instant time) {
            Endpoint endpoint = request.endpoint;
            Conversion told = Share.of(conversion, endpoint.getAffiliateId());
            if (told != null
                    && request.filter.means(told, time)
                    && EndpointFilter.wants(endpoint, told)
                    && found.add(DeliveryIds.of(told, endpoint.getId()))) {
                Instant at = told.getChangedAt();
                first = first == null || at.isBefore(first) ? at : first;
                last = last == null || at.isAfter(last) ? at : last;
                each.accept(told);
            }
            return found.size() < most;
        }
    }
}
