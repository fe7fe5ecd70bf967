package dev.ricochet.sink.metrics;

import dev.ricochet.schemas.event.AttemptResult;
import dev.ricochet.schemas.event.EndpointState;
import dev.ricochet.schemas.event.GiveUpReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * What the sink counts. No label names an endpoint or an affiliate: their number has no bound.
 *
 * <p>{@code overdue_age} is the one to alert on: it grows when the planner does not keep up, and nobody else is to blame.
 * {@code oldest_undelivered_age} grows whenever deliveries do not get through, whatever the reason; one endpoint that is down
 * for days suffices. {@code attempts{result="failed"}} against {@code result="delivered"} says whether the receivers or we are to
 * blame; {@code offers{occasion="unanswered"}} above zero means that dispatchers die or fall behind the lease.
 */
public final class SinkMetrics {

    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<AttemptResult, Counter> attempts = new EnumMap<>(AttemptResult.class);
    private final Map<GiveUpReason, Counter> givenUp = new EnumMap<>(GiveUpReason.class);
    private final Map<String, Counter> offers = new ConcurrentHashMap<>();
    private final Map<String, Instant> oldestByTask = new ConcurrentHashMap<>();
    private final Map<String, Instant> overdueByTask = new ConcurrentHashMap<>();
    private final Timer changeToDelivered;
    private final Timer changeToFirstAttempt;
    private final Timer attemptDuration;
    private final Counter writtenAgain;
    private final Map<EndpointState, Counter> endpointChanges = new EnumMap<>(EndpointState.class);
    private final Counter expiredOffers;
    private final Counter unreadable;

    public SinkMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        for (AttemptResult result : AttemptResult.values()) {
            attempts.put(
                    result,
                    Counter.builder("ricochet.delivery.attempts")
                            .description("Attempts reported by this dispatcher")
                            .tag("result", label(result))
                            .register(registry));
        }
        for (GiveUpReason reason : GiveUpReason.values()) {
            givenUp.put(
                    reason,
                    Counter.builder("ricochet.deliveries.given.up")
                            .description("Deliveries that ended without success")
                            .tag("reason", label(reason))
                            .register(registry));
        }
        changeToDelivered = Timer.builder("ricochet.delivery.change.to.delivered")
                .description("From the postback that caused a version to the affiliate's 2xx")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(5))
                .maximumExpectedValue(Duration.ofMinutes(10))
                .register(registry);
        changeToFirstAttempt = Timer.builder("ricochet.delivery.change.to.first.attempt")
                .description("From the postback that caused a version to its first request, delays included")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(5))
                .maximumExpectedValue(Duration.ofMinutes(10))
                .register(registry);
        writtenAgain = Counter.builder("ricochet.delivery.attempts.written.again")
                .description("Writes of attempts that failed and were repeated")
                .register(registry);
        for (EndpointState state : EndpointState.values()) {
            endpointChanges.put(
                    state,
                    Counter.builder("ricochet.endpoint.changes")
                            .description("Endpoints that came into a state")
                            .tag("state", label(state))
                            .register(registry));
        }
        attemptDuration = Timer.builder("ricochet.delivery.attempt.duration")
                .description("From taking up an attempt to its end")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(registry);
        expiredOffers = Counter.builder("ricochet.delivery.offers.expired")
                .description("Offers not sent because their lease was as good as over; the planner offers them again")
                .register(registry);
        unreadable = Counter.builder("ricochet.delivery.offers.unreadable")
                .description("Records of the due topic that are none")
                .register(registry);
        TimeGauge.builder(
                        "ricochet.delivery.oldest.undelivered.age",
                        this,
                        TimeUnit.MILLISECONDS,
                        metrics -> metrics.age(metrics.oldestByTask))
                .description("Age of the oldest delivery under way in this planner, those of paused endpoints left out;"
                        + " 0 when there is none")
                .register(registry);
        TimeGauge.builder(
                        "ricochet.delivery.overdue.age",
                        this,
                        TimeUnit.MILLISECONDS,
                        metrics -> metrics.age(metrics.overdueByTask))
                .description(
                        "For how long the next attempt in turn should have been offered already; 0 when none is late")
                .register(registry);
    }

    /** One attempt was reported. */
    public void attempted(AttemptResult result, Duration took) {
        count(attempts, result);
        attemptDuration.record(took);
    }

    /** The affiliate has it. */
    public void delivered(Instant changedAt) {
        changeToDelivered.record(Duration.between(changedAt, clock.instant()));
    }

    /** The affiliate's server was called for the first time. */
    public void firstAttempt(Instant changedAt, Instant startedAt) {
        changeToFirstAttempt.record(Duration.between(changedAt, startedAt));
    }

    /** An attempt could not be written and is written once more. */
    public void attemptWrittenAgain() {
        writtenAgain.increment();
    }

    /** An endpoint came into this state. */
    public void endpointChanged(EndpointState state) {
        count(endpointChanges, state);
    }

    public void givenUp(GiveUpReason reason) {
        count(givenUp, reason);
    }

    /** An attempt was offered to the dispatchers. */
    public void offered(Enum<?> occasion) {
        offers.computeIfAbsent(
                        label(occasion),
                        name -> Counter.builder("ricochet.delivery.offers")
                                .description("Attempts offered to the dispatchers")
                                .tag("occasion", name)
                                .register(registry))
                .increment();
    }

    public void offerExpired() {
        expiredOffers.increment();
    }

    public void unreadableOffer() {
        unreadable.increment();
    }

    /** The oldest delivery under way in one task of the planner, as of its latest scan. */
    public void oldestUndelivered(String task, Optional<Instant> createdAt) {
        createdAt.ifPresentOrElse(at -> oldestByTask.put(task, at), () -> oldestByTask.remove(task));
    }

    /** Since when the first that is due in one task of the planner has been due, as of the end of its latest scan. */
    public void overdue(String task, Optional<Instant> since) {
        since.ifPresentOrElse(at -> overdueByTask.put(task, at), () -> overdueByTask.remove(task));
    }

    /** Shows how many lanes are in a state, as told by whoever keeps them. */
    public <T> void lanes(String state, T keeper, ToDoubleFunction<T> count) {
        Gauge.builder("ricochet.delivery.lanes", keeper, count)
                .description(
                        "Lanes (one an endpoint) by state: open has work, full takes no more, broken waits for its server")
                .tag("state", state)
                .strongReference(true)
                .register(registry);
    }

    private double age(Map<String, Instant> byTask) {
        return byTask.values().stream()
                .min(Instant::compareTo)
                .map(at -> (double)
                        Math.max(0, Duration.between(at, clock.instant()).toMillis()))
                .orElse(0.0);
    }

    private static <K extends Enum<K>> void count(Map<K, Counter> counters, K key) {
        Counter counter = counters.get(key);
        if (counter != null) {
            counter.increment();
        }
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
