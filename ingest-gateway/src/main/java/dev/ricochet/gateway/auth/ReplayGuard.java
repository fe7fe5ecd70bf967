package dev.ricochet.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/**
 * Tells a signed request from its repetition. Only what was accepted counts: a sender whose request failed sends the same
 * bytes again, and must be heard.
 *
 * <p>Each process knows only what came to itself, and at most {@value #MOST} signatures at a time; behind it stands the
 * dedupe of the goal.
 */
public final class ReplayGuard {
    static final int MOST = 500_000;

    /** A timestamp is good through the whole of the last second. */
    private static final Duration TIMESTAMP_UNIT = Duration.ofSeconds(1);

    private final Cache<String, State> seen;

    /** What is known of a request that now comes. */
    public enum State {
        /** Nothing: it may be written, and {@link #conclude} is to be called with what came of it. */
        NEW,
        /** The same is being written, and nobody knows yet whether it will be. */
        UNDER_WAY,
        /** The same was accepted. */
        ACCEPTED
    }

    /** @param tolerance of timestamps: a signature is good for at most twice as long, and is remembered a second longer */
    public ReplayGuard(Duration tolerance) {
        seen = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(tolerance.multipliedBy(2).plus(TIMESTAMP_UNIT))
                .build();
    }

    /** Asks for leave to write. */
    public State claim(String advertiserId, String signature) {
        State before = seen.asMap().putIfAbsent(key(advertiserId, signature), State.UNDER_WAY);
        return before == null ? State.NEW : before;
    }

    /** Says what became of a request that was given leave. */
    public void conclude(String advertiserId, String signature, boolean accepted) {
        if (accepted) {
            seen.put(key(advertiserId, signature), State.ACCEPTED);
        } else {
            seen.invalidate(key(advertiserId, signature));
        }
    }

    private static String key(String advertiserId, String signature) {
        return advertiserId + '/' + signature;
    }
}
