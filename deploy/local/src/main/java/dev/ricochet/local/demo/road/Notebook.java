package dev.ricochet.local.demo.road;

import dev.ricochet.local.demo.traffic.Expected;
import dev.ricochet.local.demo.traffic.Scenario;
import dev.ricochet.schemas.reason.Refusal;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What the generator sent, what it was answered, and what it expects. Written on event loops, read by anybody. */
public final class Notebook {
    private final LongAdder clicks = new LongAdder();
    private final LongAdder publishedClicks = new LongAdder();
    private final LongAdder started = new LongAdder();
    private final LongAdder finished = new LongAdder();
    private final Map<String, Accepted> accepted = new ConcurrentHashMap<>();
    private final Map<Refusal, LongAdder> refused = new ConcurrentHashMap<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();

    /** A postback that the gateway took. */
    public record Accepted(String receiptId, String orderId, Scenario scenario, Expected expected) {}

    void clicked() {
        clicks.increment();
    }

    void clickPublished() {
        publishedClicks.increment();
    }

    void visitStarted() {
        started.increment();
    }

    void visitFinished() {
        finished.increment();
    }

    void accepted(Accepted postback) {
        if (accepted.putIfAbsent(postback.receiptId(), postback) != null) {
            surprise("the gateway gave the receipt id " + postback.receiptId() + " twice");
        }
    }

    void refused(Refusal refusal) {
        refused.computeIfAbsent(refusal, key -> new LongAdder()).increment();
    }

    /** An answer other than the one expected: the demo fails with it. */
    void surprise(String what) {
        surprises.add(what);
    }

    /** Clicks that the gateway redirected. */
    public long clicks() {
        return clicks.sum();
    }

    /** Clicks written to the topic without the gateway. */
    public long publishedClicks() {
        return publishedClicks.sum();
    }

    public long underWay() {
        return started.sum() - finished.sum();
    }

    public Map<String, Accepted> accepted() {
        return accepted;
    }

    /** Refusals expected and received. */
    public Map<String, Long> refused() {
        Map<String, Long> counts = new TreeMap<>();
        refused.forEach((refusal, count) -> counts.put(refusal.code(), count.sum()));
        return counts;
    }

    public Queue<String> surprises() {
        return surprises;
    }
}
