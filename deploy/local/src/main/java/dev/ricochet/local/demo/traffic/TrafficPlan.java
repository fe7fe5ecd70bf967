package dev.ricochet.local.demo.traffic;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;

/**
 * The visits of a run, in the order in which they begin. The same seed gives the same plan. Every scenario comes once before
 * chance decides, and the capped one often enough to run over, so that a short run shows them all.
 */
public final class TrafficPlan implements Iterator<Visit> {
    private static final int TOTAL =
            List.of(Scenario.values()).stream().mapToInt(Scenario::weight).sum();
    private static final List<SampleOffer> OFFERS = List.of(SampleOffer.values());
    private static final int FEWEST_CENTS = 500;
    private static final int MOST_CENTS = 30_000;

    private final long seed;
    private final int perSecond;
    private final long visits;
    private final Random random;
    private final List<Scenario> once;
    private int number;

    /** @param perSecond visits a second; nearly every visit begins with one click */
    public TrafficPlan(long seed, int perSecond, Duration time) {
        this.seed = seed;
        this.perSecond = perSecond;
        this.visits = Math.max(1, perSecond * time.toMillis() / 1_000);
        this.random = new Random(seed);
        this.once = new ArrayList<>(List.of(Scenario.values()));
        once.addAll(Collections.nCopies(SampleOffer.GADGETS_CAP, Scenario.OVER_CAP));
        Collections.shuffle(once, random);
    }

    @Override
    public boolean hasNext() {
        return number < visits;
    }

    @Override
    public Visit next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all " + visits + " visits were made");
        }
        Scenario scenario = once.isEmpty() ? chance() : once.remove(once.size() - 1);
        Duration at = Duration.ofNanos(number * 1_000_000_000L / perSecond);
        return visit(++number, at, scenario);
    }

    /** A visit outside the plan. */
    public Visit single(Scenario scenario) {
        return visit(0, Duration.ZERO, scenario);
    }

    private Visit visit(int visit, Duration at, Scenario scenario) {
        SampleAffiliate affiliate = scenario == Scenario.BLOCKED_AFFILIATE
                ? SampleAffiliate.BLOCKED
                : random.nextInt(3) == 0 ? SampleAffiliate.PRICE_COMPARISON : SampleAffiliate.SHOE_BLOG;
        int cents = FEWEST_CENTS + random.nextInt(MOST_CENTS - FEWEST_CENTS);
        SampleOffer offer = scenario == Scenario.BROWSE ? OFFERS.get(random.nextInt(OFFERS.size())) : scenario.offer();
        return new Visit(
                visit, at, scenario, offer, affiliate, "order-" + seed + "-" + visit, BigDecimal.valueOf(cents, 2));
    }

    private Scenario chance() {
        int drawn = random.nextInt(TOTAL);
        for (Scenario scenario : Scenario.values()) {
            drawn -= scenario.weight();
            if (drawn < 0) {
                return scenario;
            }
        }
        throw new IllegalStateException("weights do not add up to " + TOTAL);
    }
}
