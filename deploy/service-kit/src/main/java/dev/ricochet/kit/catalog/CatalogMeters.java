package dev.ricochet.kit.catalog;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Supplier;

/** Alert on both counters: the catalog that decisions are made by is not the one that somebody wrote. */
final class CatalogMeters {
    private final Counter skipped;
    private final Counter retries;

    CatalogMeters(MeterRegistry registry, Supplier<Catalog> current) {
        skipped = Counter.builder("ricochet.catalog.skipped.records")
                .description("Catalog records that could not be decoded; their entries keep the version before")
                .register(registry);
        retries = Counter.builder("ricochet.catalog.read.retries")
                .description("Times that the catalog had to be read again because broker or topics were away")
                .register(registry);
        entries(registry, "advertiser", current, Catalog::advertisers);
        entries(registry, "affiliate", current, Catalog::affiliates);
        entries(registry, "offer", current, Catalog::offers);
        entries(registry, "endpoint", current, Catalog::endpoints);
        entries(registry, "list", current, Catalog::lists);
        entries(registry, "rates", current, Catalog::rates);
        entries(registry, "tier", current, Catalog::tiers);
    }

    void skipped() {
        skipped.increment();
    }

    void retry() {
        retries.increment();
    }

    private static void entries(
            MeterRegistry registry, String type, Supplier<Catalog> current, Function<Catalog, Collection<?>> part) {
        Gauge.builder(
                        "ricochet.catalog.entries",
                        () -> part.apply(current.get()).size())
                .description("Entries of the catalog in memory")
                .tag("type", type)
                .strongReference(true)
                .register(registry);
    }
}
