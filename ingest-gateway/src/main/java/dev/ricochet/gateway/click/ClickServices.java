package dev.ricochet.gateway.click;

import dev.ricochet.gateway.clickcap.ClickCaps;
import dev.ricochet.gateway.metrics.GatewayMetrics;
import dev.ricochet.gateway.publish.TopicWriter;
import dev.ricochet.gateway.refusal.RefusalDesk;
import dev.ricochet.gateway.visitor.VisitorDesk;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.click.ClickIds;
import dev.ricochet.schemas.event.Click;
import java.time.InstantSource;
import java.util.function.Supplier;

/** What the click doors of all event loops share. */
public record ClickServices(
        Supplier<Catalog> catalog,
        ClickIds clickIds,
        TopicWriter<Click> clicks,
        VisitorDesk visitors,
        ClickCaps caps,
        RefusalDesk refusals,
        GatewayMetrics metrics,
        InstantSource clock) {}
