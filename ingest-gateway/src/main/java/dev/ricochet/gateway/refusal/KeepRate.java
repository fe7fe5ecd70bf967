package dev.ricochet.gateway.refusal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * How many refusals are kept: a request of a few bytes must not buy a record for everyone who can send it. All strangers
 * share one bucket, and each caller that was recognised has one of its own, so that nobody's noise hides its mistakes.
 */
final class KeepRate {
    /** At once: as many as are kept of one batch. */
    static final int BURST = 1_000;

    static final int PER_SECOND = 20;

    private static final int MOST_BUCKETS = 10_000;

    // Longer than a bucket takes to be full again.
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(2);

    private final TimeMeter clock;
    private final Bucket strangers;
    private final Cache<String, Bucket> recognised = Caffeine.newBuilder()
            .maximumSize(MOST_BUCKETS)
            .expireAfterAccess(FORGOTTEN_AFTER)
            .build();

    KeepRate(TimeMeter clock) {
        this.clock = clock;
        this.strangers = bucket();
    }

    /** Takes a place for one. */
    boolean tryTake(Knock knock) {
        String name = knock.recognised();
        Bucket bucket = name == null ? strangers : recognised.get(name, unseen -> bucket());
        return bucket.tryConsume(1);
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(BURST).refillGreedy(PER_SECOND, Duration.ofSeconds(1)))
                .withCustomTimePrecision(clock)
                .build();
    }
}
