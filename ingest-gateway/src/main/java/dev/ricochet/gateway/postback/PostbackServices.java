package dev.ricochet.gateway.postback;

import dev.ricochet.gateway.metrics.GatewayMetrics;
import dev.ricochet.gateway.publish.TopicWriter;
import dev.ricochet.gateway.refusal.RefusalDesk;
import dev.ricochet.kit.catalog.Catalog;
import dev.ricochet.schemas.event.Postback;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What the postback doors of all event loops share.
 *
 * @param receiptIds a new id at each call, UUID version 7
 * @param mostBodyBytes of a request's body
 */
public record PostbackServices(
        Supplier<Catalog> catalog,
        TopicWriter<Postback> postbacks,
        RefusalDesk refusals,
        GatewayMetrics metrics,
        InstantSource clock,
        Supplier<String> receiptIds,
        long mostBodyBytes,
        Safeguards safeguards) {}
