package dev.ricochet.gateway.clickcap;

import dev.ricochet.gateway.publish.PublishResult.Durable;
import dev.ricochet.gateway.publish.TopicWriter;
import dev.ricochet.kit.kafka.KafkaConnection;
import dev.ricochet.kit.kafka.TopicFollower;
import dev.ricochet.kit.service.ServiceRuntime;
import dev.ricochet.schemas.catalog.CapPeriod;
import dev.ricochet.schemas.event.ClickCount;
import dev.ricochet.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the other gateways what this one has counted, and hears of theirs. A broker that is away stops neither clicks nor
 * counting; only the sum is then known to nobody.
 */
public final class CountExchange {
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);

    /** Counts for ever of runs that are over are written anew before the topic's retention takes them. */
    private static final Duration OLD = Duration.ofDays(100);

    private final ClickCaps caps;
    private final TopicWriter<ClickCount> counts;
    private final InstantSource clock;
    private final TopicFollower<ClickCount> told;

    private CountExchange(
            ClickCaps caps,
            TopicWriter<ClickCount> counts,
            InstantSource clock,
            KafkaConnection kafka,
            ServiceRuntime runtime) {
        this.caps = caps;
        this.counts = counts;
        this.clock = clock;
        this.told = TopicFollower.start(Topics.CLICK_COUNTS, new Told(caps, counts, clock), kafka, runtime);
    }

    /** Begins to read and to write, until shutdown. */
    public static CountExchange start(
            ClickCaps caps,
            TopicWriter<ClickCount> counts,
            InstantSource clock,
            KafkaConnection kafka,
            ServiceRuntime runtime) {
        CountExchange exchange = new CountExchange(caps, counts, clock, kafka, runtime);
        long timer = runtime.vertx().setPeriodic(TELL_EVERY.toMillis(), id -> exchange.tell());
        runtime.onShutdown("click counts", () -> {
            runtime.vertx().cancelTimer(timer);
            // What was counted since the last time; the producer, which closes later, delivers it.
            exchange.tell();
            exchange.told.close();
        });
        return exchange;
    }

    /** Waits until the counts of earlier and other runs are known. False if that has not come in time. */
    public boolean awaitFirstRead(Duration atMost) throws InterruptedException {
        return told.awaitCaughtUp(atMost);
    }

    private void tell() {
        caps.tell(
                clock.instant(),
                (counted, count) -> counts.write(counted.key(caps.gateway()), count, null)
                        .onSuccess(result -> {
                            if (!(result instanceof Durable)) {
                                caps.notTold(counted);
                            }
                        }));
    }

    /** What all gateways have told, this one's earlier runs too. */
    private static final class Told implements TopicFollower.Listener<ClickCount> {
        private final ClickCaps caps;
        private final TopicWriter<ClickCount> counts;
        private final InstantSource clock;
        private final Map<String, ClickCount> old = new HashMap<>();
        private boolean isCaughtUp;

        Told(ClickCaps caps, TopicWriter<ClickCount> counts, InstantSource clock) {
            this.caps = caps;
            this.counts = counts;
            this.clock = clock;
        }

        @Override
        public void heard(String key, @Nullable ClickCount count, Instant writtenAt) {
            if (count == null) {
                return;
            }
            Instant now = clock.instant();
            caps.hear(count, now);
            if (!isCaughtUp && count.getPeriod() == CapPeriod.LIFETIME) {
                refresh(count, writtenAt.isBefore(now.minus(OLD)));
            }
        }

        @Override
        public void caughtUp() {
            isCaughtUp = true;
            old.forEach((key, count) -> counts.write(key, count, null));
            old.clear();
        }

        private void refresh(ClickCount count, boolean isOld) {
            String key = Counted.of(count).key(count.getGateway());
            if (isOld) {
                old.put(key, count);
            } else {
                old.remove(key);
            }
        }
    }
}
