package dev.ricochet.attribution.clickstore;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/**
 * What the click stores of this process count together. {@code result} is how a click ended: {@code stored}; {@code
 * expired}, too late for its segment; {@code repeated}, the same click again within a short time; {@code malformed},
 * no click id (met in restoration only: otherwise the dead-letter topic has it). {@code ahead} counts stored clicks
 * that lie too far in the future: alert on it, a gateway's clock is wrong.
 */
final class ClickStoreMeters {

    private static final String CLICKS = "ricochet.match.clicks";

    final Counter stored;
    final Counter expired;
    final Counter repeated;
    final Counter malformed;
    final Counter ahead;
    final Counter segmentsDropped;
    final Counter damaged;
    final AtomicLong segments = new AtomicLong();
    final AtomicLong rebuilding = new AtomicLong();

    ClickStoreMeters(MeterRegistry registry, ClickStoreMemory memory) {
        stored = clicks(registry, "stored");
        expired = clicks(registry, "expired");
        repeated = clicks(registry, "repeated");
        malformed = clicks(registry, "malformed");
        ahead = Counter.builder("ricochet.match.clicks.ahead")
                .description("Clicks stored whose time lies further ahead of the clock than is believed")
                .register(registry);
        segmentsDropped = Counter.builder("ricochet.match.click.segments.dropped")
                .description("Days of clicks deleted because they passed out of the retention")
                .register(registry);
        Gauge.builder("ricochet.match.click.segments", segments, AtomicLong::get)
                .description("Days of clicks on disk, over all partitions of this process")
                .register(registry);
        damaged = Counter.builder("ricochet.match.click.segments.damaged")
                .description("Days of clicks found damaged on disk and read again from the topic")
                .register(registry);
        Gauge.builder("ricochet.match.click.segments.rebuilding", rebuilding, AtomicLong::get)
                .description("Damaged days that are being read again; their clicks may not be found yet")
                .register(registry);
        FunctionCounter.builder("ricochet.match.click.filtered", memory, ClickStoreMemory::filtered)
                .description("Look-ups of clicks that a filter answered with no, without looking at any block")
                .register(registry);
        blocks(registry, "memory", memory, ClickStoreMemory::blocksFromMemory);
        blocks(registry, "disk", memory, ClickStoreMemory::blocksFromDisk);
        Gauge.builder("ricochet.match.click.memory", memory, ClickStoreMemory::usedBytes)
                .description("Native memory of the click stores: blocks, filters, memtables")
                .baseUnit("bytes")
                .strongReference(true)
                .register(registry);
    }

    private static void blocks(
            MeterRegistry registry, String from, ClickStoreMemory memory, ToDoubleFunction<ClickStoreMemory> count) {
        FunctionCounter.builder("ricochet.match.click.blocks", memory, count)
                .description("Blocks of clicks, indexes and filters that look-ups needed, by where they were")
                .tag("from", from)
                .register(registry);
    }

    private static Counter clicks(MeterRegistry registry, String result) {
        return Counter.builder(CLICKS)
                .description("Clicks that reached a click store, by how they ended")
                .tag("result", result)
                .register(registry);
    }
}
