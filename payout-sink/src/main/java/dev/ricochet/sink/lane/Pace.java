package dev.ricochet.sink.lane;

import java.time.Duration;

/**
 * How fast one server is called: a bucket of tokens whose rate rises by a fixed step while things go well, and is halved when
 * they do not, or the server asks for less (additive increase, multiplicative decrease). It is halved from what was really sent, so that a lane that
 * never came near its bound slows down at the first failure; and once for requests that were under way together.
 */
final class Pace {

    /** However badly a server fares, it is called once a second: the breaker is for leaving it alone. */
    static final double LEAST_PER_SECOND = 1;

    private static final double RISE_PER_SECOND = 10;
    private static final double FALL = 0.5;
    /** The share of failures that slows nothing down: every server fails now and then. */
    private static final double TOLERATED = 0.05;

    private static final int REMEMBERED = 200;
    private static final double SECOND = 1e9;
    private static final double BURST_SECONDS = 0.05;

    private final double most;
    private double rate;
    private double tokens;
    private long filledAt;
    private long fellAt;
    private long roseAt;
    private long windowFrom;
    private int inWindow;
    private int inLastWindow;
    private int good;
    private int bad;

    /** @param mostPerSecond the rate that it begins with and never exceeds */
    Pace(double mostPerSecond, long now) {
        this.most = mostPerSecond;
        this.rate = mostPerSecond;
        this.tokens = burst();
        this.filledAt = now;
        this.fellAt = now - 1;
        this.roseAt = now;
        this.windowFrom = now;
    }

    double perSecond() {
        return rate;
    }

    /** How many a second it has taken of late; between one and the rate. */
    double lately(long now) {
        turnWindow(now);
        return Math.max(LEAST_PER_SECOND, Math.min(rate, Math.max(inLastWindow, inWindow)));
    }

    boolean slowed() {
        return rate < most;
    }

    /** How long until the next request may begin; zero where it may now. */
    Duration untilNext(long now) {
        fill(now);
        // A hair's breadth for rounding: else a wake-up that is exact would find a token not quite whole.
        return tokens >= 1 - 1e-9 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil((1 - tokens) / rate * SECOND));
    }

    void began(long now) {
        fill(now);
        tokens -= 1;
        turnWindow(now);
        inWindow++;
    }

    void wentWell(long now) {
        good++;
        if (good > REMEMBERED) {
            good /= 2;
            bad /= 2;
        }
        if (slowed()) {
            double since = Math.min(1, (now - roseAt) / SECOND);
            rate = Math.min(most, rate + since * RISE_PER_SECOND);
        }
        roseAt = now;
    }

    /**
     * It failed, which slows the lane down unless failures are rare.
     *
     * @param began when the request had begun
     */
    void wentBadly(long began, long now) {
        bad++;
        if (bad > TOLERATED * (good + bad)) {
            fall(began, now);
        }
    }

    /** The server asked for less. */
    void wasTooFast(long began, long now) {
        fall(began, now);
    }

    private void fall(long began, long now) {
        if (began - fellAt < 0) {
            return;
        }
        turnWindow(now);
        double sent = Math.max(inLastWindow, inWindow);
        rate = Math.max(LEAST_PER_SECOND, Math.min(rate, Math.max(sent, 1)) * FALL);
        tokens = 0;
        filledAt = now;
        good = 0;
        bad = 0;
        fellAt = now;
        roseAt = now;
    }

    private void fill(long now) {
        tokens = Math.min(burst(), tokens + Math.max(0, now - filledAt) / SECOND * rate);
        filledAt = now;
    }

    private double burst() {
        return Math.max(1, rate * BURST_SECONDS);
    }

    private void turnWindow(long now) {
        long windows = (now - windowFrom) / (long) SECOND;
        if (windows > 0) {
            inLastWindow = windows == 1 ? inWindow : 0;
            inWindow = 0;
            windowFrom += windows * (long) SECOND;
        }
    }
}
