package dev.ricochet.attribution.match;

import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.serde.RecordSerdes;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What match works with.
 *
 * @param clickIds verifies click ids
 * @param catalog the newest catalog
 * @param serdes reads and writes the topics' records
 * @param clicksEnd tells how far the clicks topic reaches
 * @param meters where it counts
 * @param clock tells clicks of the future; nothing of it gets into records
 */
public record MatchParts(
        ClickIds clickIds,
        Supplier<Catalog> catalog,
        RecordSerdes serdes,
        ClicksEnd clicksEnd,
        MeterRegistry meters,
        Clock clock) {}
