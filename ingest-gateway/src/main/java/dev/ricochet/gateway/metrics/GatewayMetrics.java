package dev.ricochet.gateway.metrics;

import dev.ricochet.schemas.event.Route;
import dev.ricochet.schemas.reason.Refusal;
import dev.ricochet.schemas.topic.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the gateway measures. Labels have fixed sets of values; nothing that a caller can invent becomes one.
 *
 * <p>{@code requests} counts each answered request once, by how it ended: alert on {@code outcome="unavailable"}, which
 * advertisers feel, and on {@code outcome="unconfirmed"}, clicks whose record may be lost. {@code refusals} splits
 * {@code outcome="refused"} by reason. {@code records} counts what became of each record, also of those that nobody
 * waited for any more: alert on {@code not_taken} and {@code failed}, which are lost.
 */
public final class GatewayMetrics {
    private final MeterRegistry registry;
    private final Map<Route, Map<RequestOutcome, Counter>> requests = new EnumMap<>(Route.class);
    private final Map<Route, Map<Refusal, Counter>> refusals = new EnumMap<>(Route.class);
    private final Map<Refusal, Counter> diverted = new EnumMap<>(Refusal.class);
    private final Map<Route, Counter> refusalsNotKept = new EnumMap<>(Route.class);

    public GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Route route : Route.values()) {
            Map<RequestOutcome, Counter> byOutcome = new EnumMap<>(RequestOutcome.class);
            for (RequestOutcome outcome : RequestOutcome.values()) {
                byOutcome.put(outcome, requests(route, outcome));
            }
            requests.put(route, byOutcome);
            Map<Refusal, Counter> byReason = new EnumMap<>(Refusal.class);
            for (Refusal reason : Refusal.values()) {
                byReason.put(reason, refusals(route, reason));
            }
            refusals.put(route, byReason);
            refusalsNotKept.put(route, refusalsNotKept(route));
        }
        for (Refusal reason : Refusal.values()) {
            diverted.put(reason, diversions(reason));
        }
    }

    /** A request was answered, other than by a refusal. */
    public void answered(Route route, RequestOutcome outcome) {
        counter(requests, route, outcome).increment();
    }

    /** A request was refused. */
    public void refused(Route route, Refusal reason) {
        counter(requests, route, RequestOutcome.REFUSED).increment();
        counter(refusals, route, reason).increment();
    }

    /** A refusal was only counted, because so many were kept just before. */
    public void refusalNotKept(Route route) {
        counter(refusalsNotKept, route).increment();
    }

    /** The country file was read anew, or could not be. */
    public void countryFileRead(boolean readable) {
        Counter.builder("ricochet.gateway.country.file.reads")
                .description("Times that a new country file was found, by whether it could be read")
                .tag("result", readable ? "read" : "broken")
                .register(registry)
                .increment();
    }

    /** A visitor whom the link's offer does not take was sent to its fallback offer. */
    public void diverted(Refusal reason) {
        counter(diverted, reason).increment();
    }

    /** The meters of the records written to one topic. */
    public RecordMeters records(Topic<?> topic) {
        return new RecordMeters(registry, topic.name());
    }

    /** The meters of the spool. */
    public SpoolMeters spool() {
        return new SpoolMeters(registry);
    }

    /** Shows how many bytes of records wait for their acknowledgement. */
    public void inFlightBytes(Supplier<Number> bytes) {
        Gauge.builder("ricochet.gateway.in.flight.bytes", bytes)
                .description("Bytes of records handed to the producer and not acknowledged yet")
                .strongReference(true)
                .register(registry);
    }

    private Counter requests(Route route, RequestOutcome outcome) {
        return Counter.builder("ricochet.gateway.requests")
                .description("Requests answered, by route and how they ended")
                .tag("route", label(route))
                .tag("outcome", outcome.label)
                .register(registry);
    }

    private Counter refusals(Route route, Refusal reason) {
        return Counter.builder("ricochet.gateway.refusals")
                .description("Requests refused, by route and reason")
                .tag("route", label(route))
                .tag("reason", reason.code())
                .register(registry);
    }

    private Counter refusalsNotKept(Route route) {
        return Counter.builder("ricochet.gateway.refusals.not.kept")
                .description("Refusals of which no record was kept, because so many came")
                .tag("route", label(route))
                .register(registry);
    }

    private Counter diversions(Refusal reason) {
        return Counter.builder("ricochet.gateway.clicks.diverted")
                .description("Clicks taken by a fallback offer, by why the link's own offer did not take them")
                .tag("reason", reason.code())
                .register(registry);
    }

    private static String label(Route route) {
        return route.name().toLowerCase(Locale.ROOT);
    }

    private static <K> Counter counter(Map<Route, Map<K, Counter>> counters, Route route, K key) {
        return counter(counters.getOrDefault(route, Map.of()), key);
    }

    private static <K> Counter counter(Map<K, Counter> counters, K key) {
        Counter counter = counters.get(key);
        if (counter == null) {
            throw new IllegalStateException("no counter for " + key);
        }
        return counter;
    }
}
