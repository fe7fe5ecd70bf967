package dev.ricochet.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ricochet.schemas.catalog.Advertiser;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Takes a request or says when to come again. A bucket that was not asked for some time is full again, so forgetting it
 * changes nothing; only who commands more addresses than are held can outrun the limit by address.
 */
public final class RateLimits {
    /** The request may go on. */
    public static final int PASS = 0;

    static final int MOST_BUCKETS = 100_000;

    // A bucket is full again after one second.
    private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(10);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int IPV6_PREFIX_GROUPS = 4;

    private final RateSettings settings;
    private final TimeMeter clock;
    private final Cache<String, Bucket> addresses = buckets();
    private final Cache<String, AdvertiserBucket> advertisers = buckets();

    /** Of one rate; the catalog may name another at any time. */
    private record AdvertiserBucket(int rate, Bucket bucket) {}

    public RateLimits(RateSettings settings) {
        this(settings, TimeMeter.SYSTEM_NANOTIME);
    }

    /** The same by another clock. */
    public RateLimits(RateSettings settings, TimeMeter clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether {@link #ofAddress} can say anything but {@link #PASS}. */
    public boolean byAddress() {
        return settings.perAddress() > 0;
    }

    /**
     * Counts a request of an address.
     *
     * @return {@link #PASS}, or the seconds after which to come again
     */
    public int ofAddress(@Nullable String address) {
        if (settings.perAddress() == 0 || address == null) {
            return PASS;
        }
        return take(addresses.get(network(address), network -> bucket(settings.perAddress())));
    }

    /**
     * Counts a postback for an advertiser.
     *
     * @return {@link #PASS}, or the seconds after which to come again
     */
    public int ofAdvertiser(Advertiser advertiser) {
        Integer own = advertiser.getRequestsPerSecond();
        int rate = own == null ? settings.perAdvertiser() : own;
        if (rate <= 0) {
            return PASS;
        }
        AdvertiserBucket held = advertisers.getIfPresent(advertiser.getId());
        if (held == null || held.rate != rate) {
            held = advertisers
                    .asMap()
                    .compute(
                            advertiser.getId(),
                            (id, other) -> other != null && other.rate == rate
                                    ? other
                                    : new AdvertiserBucket(rate, bucket(rate)));
        }
        return take(held.bucket);
    }

    /** Whoever has one IPv6 address has all of its /64. */
    private static String network(String address) {
        int end = -1;
        for (int group = 0; group < IPV6_PREFIX_GROUPS; group++) {
            end = address.indexOf(':', end + 1);
            if (end < 0) {
                return address;
            }
        }
        return address.substring(0, end);
    }

    private static int take(Bucket bucket) {
        if (bucket.tryConsume(1)) {
            return PASS;
        }
        long nanos = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
        return (int) Math.max(1, (nanos + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND);
    }

    private Bucket bucket(int rate) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate).refillGreedy(rate, Duration.ofSeconds(1)))
                .withCustomTimePrecision(clock)
                .build();
    }

    private static <V> Cache<String, V> buckets() {
        return Caffeine.newBuilder()
                .maximumSize(MOST_BUCKETS)
                .expireAfterAccess(FORGOTTEN_AFTER)
                .build();
    }
}
