package dev.ricochet.local.demo;

import dev.ricochet.local.demo.road.Traveller;
import dev.ricochet.local.demo.road.Traveller.Road;
import dev.ricochet.local.demo.traffic.TrafficPlan;
import dev.ricochet.local.demo.traffic.Visit;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Lets the visits of a plan begin when it is their time, on an event loop. */
final class Traffic {
    private static final long LOOK_EVERY_MILLIS = 10;

    private final Road road;
    private final TrafficPlan plan;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final long start = System.nanoTime();
    private Visit next;

    private Traffic(Road road, TrafficPlan plan) {
        this.road = road;
        this.plan = plan;
        this.next = plan.next();
    }

    /** Completes when the last visit has begun. */
    static CompletableFuture<Void> start(Road road, TrafficPlan plan) {
        Traffic traffic = new Traffic(road, plan);
        road.vertx().setPeriodic(LOOK_EVERY_MILLIS, traffic::look);
        return traffic.begun;
    }

    private void look(long timer) {
        Duration now = Duration.ofNanos(System.nanoTime() - start);
        while (next.at().compareTo(now) <= 0) {
            new Traveller(road, next).travel();
            if (!plan.hasNext()) {
                road.vertx().cancelTimer(timer);
                begun.complete(null);
                return;
            }
            next = plan.next();
        }
    }
}
